namespace Identity.Core.Audit;

/// <summary>The kinds of audit events: one list, so that a filter can offer them all.</summary>
public static class AuditKinds
{
    public const string UserCreated = "user.created";
    public const string UserUpdated = "user.updated";
    public const string UserDeleted = "user.deleted";
    public const string UserDisabled = "user.disabled";
    public const string UserNameChanged = "user.username_changed";
    public const string UserEmailChanged = "user.email_changed";
    public const string UserPhoneChanged = "user.phone_changed";

    /// <summary>Its owner read a notice and said "this was not me".</summary>
    public const string UserSecured = "user.secured";

    public const string UserPasswordChanged = "user.password_changed";
    public const string UserSignedOutEverywhere = "user.signed_out_everywhere";
    public const string UserRolesChanged = "user.roles_changed";
    public const string TermsAccepted = "terms.accepted";
    public const string UserPasswordRehashed = "user.password_rehashed";
    public const string SessionStarted = "session.started";
    public const string SessionReauthenticated = "session.reauthenticated";
    public const string SessionEnded = "session.ended";
    public const string ConsentGranted = "consent.granted";
    public const string ConsentWithdrawn = "consent.withdrawn";
    public const string ClientCreated = "client.created";
    public const string ClientUpdated = "client.updated";
    public const string ClientDeleted = "client.deleted";
    public const string ScopeCreated = "scope.created";
    public const string ScopeUpdated = "scope.updated";
    public const string ScopeDeleted = "scope.deleted";
    public const string ResourceCreated = "resource.created";
    public const string ResourceUpdated = "resource.updated";
    public const string ResourceDeleted = "resource.deleted";
    public const string RoleCreated = "role.created";
    public const string RoleUpdated = "role.updated";
    public const string RoleDeleted = "role.deleted";
    public const string GroupCreated = "group.created";
    public const string GroupUpdated = "group.updated";
    public const string GroupDeleted = "group.deleted";
    public const string KeyCreated = "key.created";
    public const string KeyDeleted = "key.deleted";
    public const string KeyRevoked = "key.revoked";
    public const string KeysReencrypted = "key.reencrypted";
    public const string KeyRingRotated = "key.ring_rotated";
    public const string SettingChanged = "setting.changed";
    public const string DatabaseRestored = "database.restored";
    public const string SetupLinkIssued = "setup.link_issued";
    public const string SetupCompleted = "setup.completed";
    public const string InvitationSent = "invitation.sent";
    public const string InvitationRevoked = "invitation.revoked";
    public const string InvitationAccepted = "invitation.accepted";
    public const string AccountLocked = "account.locked";
    public const string RefreshTokenReused = "grant.refresh_token_reused";
    public const string GrantRevoked = "grant.revoked";
    public const string TokenExchanged = "token.exchanged";
    public const string AccessTokenRevoked = "token.revoked";
    public const string MessageUndelivered = "message.undelivered";
    public const string DeviceAllowed = "device.allowed";
    public const string DeviceRefused = "device.refused";
    public const string CodeReused = "grant.code_reused";
}
