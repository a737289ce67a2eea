using System.CommandLine;
using Identity.App.Commands.Invitations;
using Identity.App.Commands.Keys;
using Identity.App.Settings;

namespace Identity.App.Commands;

/// <summary>The <c>identity</c> command.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var terminal = Terminal.Create();
        try
        {
            var (command, settings) = SettingArguments.Split(args);
            var parsed = Root(new CommandContext(terminal, settings)).Parse(command, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors is [var error, ..])
            {
                terminal.Error($"{error.Message} Run 'identity --help' to see what there is.");
                return ExitCode.WrongUsage;
            }

            using var termination = new Termination();
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, termination.Token);
        }
        catch (CommandFailed failure)
        {
            terminal.Error(failure.Message);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error("Stopped before it was done.");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (SettingError.Describe(failure) is { } sentence)
        {
            terminal.Error(sentence);
            return ExitCode.WrongSetting;
        }
        catch (Exception failure)
        {
            terminal.Error(Sentence.Of(failure));
            return Sentence.CodeOf(failure);
        }
    }

    private static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("A self-hosted OpenID Connect provider. Without a command it serves.\n\nSettings may follow every command: --Section:Key value");
        ServeCommand.AddTo(root, context);
        root.Add(ServeCommand.Create(context));
        root.Add(MigrateCommand.Create(context));
        root.Add(ApplyCommand.Create(context));
        root.Add(SetupLinkCommand.Create(context));
        root.Add(InvitationsCommand.Create(context));
        root.Add(KeysCommand.Create(context));
        root.Add(BackupCommand.Create(context));
        root.Add(RestoreCommand.Create(context));
        root.Add(DoctorCommand.Create(context));
        return root;
    }
}
