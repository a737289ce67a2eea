namespace Identity.Core.Clients;

/// <summary>
/// Members of a client that a later version will know. They are refused by name: ignoring one would leave an operator
/// believing in a protection that is not there. A feature removes its lines.
/// </summary>
public static class UnsupportedMetadata
{
    public static IReadOnlyList<string> Members { get; } =
    [
        "initiate_login_uri",
        "request_uris",
        "id_token_encrypted_response_alg",
        "id_token_encrypted_response_enc",
        "userinfo_encrypted_response_alg",
        "userinfo_encrypted_response_enc",
        "request_object_encryption_alg",
        "request_object_encryption_enc",
        "authorization_signed_response_alg",
        "authorization_details_types",
        "backchannel_token_delivery_mode",
        "backchannel_client_notification_endpoint",
        "backchannel_authentication_request_signing_alg",
        "backchannel_user_code_parameter",
        "dpop_bound_access_tokens",
        "tls_client_certificate_bound_access_tokens",
        "tls_client_auth_subject_dn",
        "tls_client_auth_san_dns",
        "tls_client_auth_san_uri",
        "tls_client_auth_san_ip",
        "tls_client_auth_san_email",
        "software_id",
        "software_version",
        "software_statement",
        "roles",
    ];
}
