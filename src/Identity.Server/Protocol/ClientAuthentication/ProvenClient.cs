namespace Identity.Server.Protocol.ClientAuthentication;

/// <summary>The caller holds the client's key: it may be told what is wrong with its request.</summary>
internal sealed record ProvenClient(string ClientId);
