using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Identity.Testing.Receivers;

/// <summary>A mail server on a loopback socket (RFC 5321): it keeps what it is sent, or refuses, drops and delays as the test says.</summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _mails = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string, SmtpAnswer> _answer;
    private readonly Task _accepting;
    private int _connections;
    private int _tries;

    private SmtpReceiver(Func<int, string, SmtpAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many connections came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many mails were begun.</summary>
    public int Tries => Volatile.Read(ref _tries);

    /// <summary>Takes everything.</summary>
    public static SmtpReceiver Start() => new((_, _) => SmtpAnswer.Go);

    /// <param name="answer">What to do at the command (<c>MAIL</c>, <c>RCPT</c>, <c>DATA</c> or <c>.</c>, the end of the content) of the mail of that number, counted from 1.</param>
    public static SmtpReceiver Start(Func<int, string, SmtpAnswer> answer) => new(answer);

    /// <summary>The settings that make a worker send through it.</summary>
    public Dictionary<string, string?> Settings(int number = 0) => new()
    {
        ["Email:From"] = "Acme <login@acme.example>",
        [$"Email:Providers:{number}:Host"] = "127.0.0.1",
        [$"Email:Providers:{number}:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [$"Email:Providers:{number}:Security"] = "None",
    };

    /// <summary>The next mail that was taken, as it came over the wire.</summary>
    public async Task<string> NextAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        return await _mails.Reader.ReadAsync(timeout.Token);
    }

    /// <summary>Whether a further mail was taken so far.</summary>
    public bool HasMore => _mails.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                conversations.Add(ConverseAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await SayAsync(stream, "220 receiver ready");
            var mail = 0;
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var command = line.Split(' ', ':')[0].ToUpperInvariant();
                if (command == "MAIL") mail = Interlocked.Increment(ref _tries);
                var answer = command is "MAIL" or "RCPT" or "DATA" ? _answer(mail, command) : SmtpAnswer.Go;
                if (answer.Drops) return;
                await SayAsync(stream, answer.Reply ?? command switch
                {
                    "EHLO" => "250-receiver\r\n250 8BITMIME",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                });
                if (command == "QUIT") return;
                if (command == "DATA" && answer.Reply is null && !await ReadMailAsync(mail, reader, stream)) return;
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or SocketException)
        {
            // The sender went away, or the test is over.
        }
    }

    private async Task<bool> ReadMailAsync(int mail, StreamReader reader, NetworkStream stream)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        var answer = _answer(mail, ".");
        if (answer.Drops) return false;
        if (answer.Reply is null) _mails.Writer.TryWrite(content.ToString());
        await SayAsync(stream, answer.Reply ?? "250 taken");
        return true;
    }

    private async Task SayAsync(NetworkStream stream, string reply) => await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), _stop.Token);
}

/// <summary>What the receiver does at a command.</summary>
/// <param name="Reply">Instead of taking it; null takes it.</param>
/// <param name="Drops">Breaks the connection off.</param>
public sealed record SmtpAnswer(string? Reply, bool Drops = false)
{
    public static readonly SmtpAnswer Go = new(Reply: null);
    public static readonly SmtpAnswer Drop = new(Reply: null, Drops: true);

    public static SmtpAnswer Refuse(string reply) => new(reply);
}
