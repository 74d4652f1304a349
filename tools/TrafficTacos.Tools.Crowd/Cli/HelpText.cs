using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TrafficTacos.Tools.Crowd.Cli;

/// <summary>The generated help, followed by examples, the checks and the exit statuses.</summary>
internal sealed class HelpText(HelpAction generated) : SynchronousCommandLineAction
{
    public const string Purpose =
        "Generates load for a waiting room: many visitors join an event over HTTP, poll, enter, and use their pass or buy with it. It then checks what they observed.";

    private const string Details = """
        Examples:
          crowd
          crowd --gateway http://127.0.0.1:8000 --gateway http://127.0.0.1:8001 --visitors 5000 --ghosts 10 --leavers 5
          crowd --buy --seats 2 --visitors 3000
          crowd --event concert --drawn --shop 2 --maximum-shoppers 50 --visitors 300
          crowd --protected-url http://127.0.0.1:8000/api/v1/reservations --json result.json --plain

        Checks (a violation is counted only if the observations prove it):
          order inversions      visitors who were overtaken by a visitor whose join was sent after theirs was answered,
                                or who drew a larger number
          duplicate admissions  a place with two passes, a pass of two visitors, or a pass accepted twice
                                (one visitor in a hundred enters twice concurrently and uses a pass again)
          lost visitors         visitors who kept polling and were not admitted, or could not use the pass
          broken promises       visitors who were told ready and then refused, or whose live pass was refused
          bound violations      admissions that exceed burst + overdraft + admissions per second x time
          early admissions      visitors who were ready or admitted before the opening
        With --shop and --maximum-shoppers:
          shoppers above the maximum
                                visitors who came in while as many were inside as may be
        With --drawn:
          draw faults           no draw, a second one, numbers that changed or that do not follow from what is published
        With --buy (sold out, a declined payment and an expired hold are valid results):
          double bookings       a seat confirmed to two orders
          lost reservations     accepted and later unknown, or paid in time and not confirmed
          reservations without admission
                                without a pass, with a waiting token, or with a used pass (one visitor in a hundred tries)
          unresolved purchases  admitted buyers without a result

        Exit status:
          0    all checks passed
          1    a check failed
          2    invalid input, or a gateway does not accept the --bearer
          3    a gateway cannot be reached at the start
          130  interrupted with Ctrl-C (the summary so far is printed)
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var status = generated.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Details);
        return status;
    }
}
