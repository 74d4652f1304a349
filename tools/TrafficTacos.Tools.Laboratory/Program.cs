using TrafficTacos.Tools.Laboratory.Cli;

return await new LaboratoryCommand().InvokeAsync(args);
