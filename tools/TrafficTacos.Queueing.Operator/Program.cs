using TrafficTacos.Queueing.Operator.Cli;

return await OperatorCommand.InvokeAsync(args);
