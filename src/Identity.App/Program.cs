using Identity.App.Commands;

return await CommandLine.RunAsync(args);
