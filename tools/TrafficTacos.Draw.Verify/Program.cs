using TrafficTacos.Draw.Verify;

return await VerifyCommand.InvokeAsync(args, Console.Out, Console.Error);
