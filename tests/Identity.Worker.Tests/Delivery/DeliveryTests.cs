using Identity.Core.Audit;
using Identity.Core.Data;
using Identity.Core.Messaging;
using Identity.Testing.Databases;
using Identity.Testing.Receivers;
using Microsoft.EntityFrameworkCore;

namespace Identity.Worker.Tests.Delivery;

public sealed class DeliveryTests
{
    [Fact]
    public async Task A_kind_that_nobody_delivers_is_given_up_with_the_reason()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(stage.Database);

        var id = await stage.AddAsync("smoke_signal", 1, new { });
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, "No worker delivers messages of the kind 'smoke_signal'."), (row.Status, row.Outcome));
        await stage.WithAsync<IdentityDb>(async db =>
        {
            var audited = await db.AuditEvents.SingleAsync(e => e.Kind == AuditKinds.MessageUndelivered);
            Assert.Equal(id.ToString(), audited.TargetId);
            Assert.Contains("smoke_signal", audited.Data, StringComparison.Ordinal);
        });
    }

    [Theory, AllProviders]
    public async Task Two_workers_deliver_each_message_once(DatabaseProvider provider)
    {
        const int Messages = 100;
        await using var stage = await OutboxStage.CreateAsync(provider);
        await using var receiver = await AppServer.StartAsync();
        var app = await stage.AddAppAsync(receiver.Url);
        var ids = new List<Guid>();
        for (var i = 0; i < Messages; i++) ids.Add(await stage.AddLogoutAsync(app));

        await using var one = await RunningWorker.StartAsync(stage.Database);
        await using var two = await RunningWorker.StartAsync(stage.Database);
        foreach (var id in ids) Assert.Equal((OutboxStatus.Delivered, 1), await EndOfAsync(stage, id));

        Assert.Equal(Messages, receiver.Count);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_back_what_it_could_not_finish_and_another_delivers_it()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync((number, context) => number == 1 ? never.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));

        await using (var stopping = await RunningWorker.StartAsync(stage.Database, new() { ["Outbox:DrainTime"] = "00:00:00" }))
        {
            await receiver.NextAsync();
            await stopping.StopAsync();
        }

        var between = await stage.RowAsync(id);
        await using var other = await RunningWorker.StartAsync(stage.Database);

        Assert.Equal((OutboxStatus.Pending, 0, (DateTime?)null), (between.Status, between.Attempts, between.LockedUntil));
        Assert.Equal((OutboxStatus.Delivered, 1), await EndOfAsync(stage, id));
    }

    [Fact]
    public async Task A_worker_that_stops_finishes_what_is_under_way()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync((_, _) => answer.Task);
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url));
        await using var worker = await RunningWorker.StartAsync(stage.Database);
        await receiver.NextAsync();

        var stopped = worker.StopAsync();
        answer.SetResult();
        await stopped;

        Assert.Equal(OutboxStatus.Delivered, (await stage.RowAsync(id)).Status);
    }

    [Fact]
    public async Task What_comes_too_late_is_not_sent()
    {
        await using var stage = await OutboxStage.CreateAsync();
        await using var receiver = await AppServer.StartAsync();
        var id = await stage.AddLogoutAsync(await stage.AddAppAsync(receiver.Url), TimeSpan.FromTicks(1));

        await using var worker = await RunningWorker.StartAsync(stage.Database);
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);

        Assert.Equal((OutboxStatus.Dead, 0), (row.Status, receiver.Count));
        Assert.Contains("in time", row.Outcome, StringComparison.Ordinal);
    }

    private static async Task<(OutboxStatus Status, int Attempts)> EndOfAsync(OutboxStage stage, Guid id)
    {
        var row = await stage.WhenAsync(id, m => m.Status != OutboxStatus.Pending);
        return (row.Status, row.Attempts);
    }
}
