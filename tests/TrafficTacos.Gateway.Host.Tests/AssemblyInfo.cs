// A gateway that starts keeps a test waiting, not a processor.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
