using Identity.Server.Flows;

namespace Identity.Server.Protocol.Failures;

/// <summary>Tells the error page that the request failed because of its flow.</summary>
internal sealed record FlowProblem(FlowState State);
