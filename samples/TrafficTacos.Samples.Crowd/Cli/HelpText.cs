using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>The usual help, then what the verdict means.</summary>
internal sealed class HelpText(HelpAction usual) : SynchronousCommandLineAction
{
    public const string Purpose =
        "A crowd for a waiting room: many visitors join an event over HTTP, poll as told, enter, use their pass or buy with it, and judge what they saw.";

    private const string Verdict = """
        Examples:
          crowd
          crowd --gateway http://127.0.0.1:8000 --gateway http://127.0.0.1:8001 --visitors 5000 --ghosts 10 --leavers 5
          crowd --buy --seats 2 --visitors 3000
          crowd --then http://127.0.0.1:8000/api/v1/reservations --json result.json --plain

        Verdict (each is counted only when what the visitors saw proves it):
          order inversions   visitors overtaken: somebody whose join was sent after theirs was answered is seen ahead of
                             them, or ready while they are told to wait
          double admissions  a place with two passes, a pass given to two visitors, or a pass accepted twice at --then
                             (one visitor in a hundred enters twice at once and tries a used pass again)
          visitors lost      kept polling, and yet not admitted by the end, or (--then) could not use the pass
          promises broken    told ready and then denied, or given a pass that was refused while it lived
          bound violations   admissions that end a window of time with more than capacity + overdraft + refill x window
          and with --buy, where sold out, a declined payment and a hold that was over are answers:
          double bookings    a seat confirmed to two orders
          lost reservations  accepted, and later unknown; paid in time, and not confirmed; or an order that is none
          reservations without admission
                             without a pass, with a waiting token, or with a used pass (one in a hundred tries)
          unanswered buyers  let in, and told neither order nor no

        Exit status:
          0    the verdict is all zeros
          1    it is not
          2    bad input, or a gateway does not take the --bearer
          3    a gateway cannot be reached at the start
          130  stopped with Ctrl-C (the summary so far is printed)
        """;

    public override int Invoke(ParseResult parseResult)
    {
        var status = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Verdict);
        return status;
    }
}
