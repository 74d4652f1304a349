// A page that waits keeps no processor busy.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
