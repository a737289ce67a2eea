using System.Collections.Concurrent;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Identity.Worker.Email;

/// <summary>One SMTP server, with connections that stay open between mails.</summary>
internal sealed class SmtpProvider(EmailProvider settings) : IAsyncDisposable
{
    private readonly ConcurrentBag<SmtpClient> _idle = [];

    public string Host => settings.Host;

    /// <summary>Hands a mail over; returns when the server has taken responsibility for it (RFC 5321, section 4.2.5).</summary>
    /// <exception cref="SmtpCommandException">The server refused something.</exception>
    /// <exception cref="MailKit.ProtocolException">The conversation broke off.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The server can't be reached.</exception>
    public async Task SendAsync(MimeMessage mail, CancellationToken ct)
    {
        var client = await ConnectedAsync(ct);
        try
        {
            await client.SendAsync(mail, ct);
        }
        catch (SmtpCommandException)
        {
            Keep(client);
            throw;
        }
        catch
        {
            client.Dispose();
            throw;
        }

        Keep(client);
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var client))
        {
            if (client.IsConnected) await client.DisconnectAsync(quit: true);
            client.Dispose();
        }
    }

    // A server closes connections that were idle for long: it is asked before a mail is risked on one.
    private async Task<SmtpClient> ConnectedAsync(CancellationToken ct)
    {
        while (_idle.TryTake(out var idle))
        {
            try
            {
                await idle.NoOpAsync(ct);
                return idle;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                idle.Dispose();
            }
        }

        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, SecurityOf(settings.Security), ct);
            if (settings.UserName is { } name) await client.AuthenticateAsync(name, settings.Password!, ct);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void Keep(SmtpClient client)
    {
        if (client.IsConnected) _idle.Add(client);
        else client.Dispose();
    }

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
