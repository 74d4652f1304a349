using TrafficTacos.Samples.Laboratory.Cli;

return await new LabCommand().InvokeAsync(args);
