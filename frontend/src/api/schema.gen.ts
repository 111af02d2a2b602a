// Generated from the API's openapi.json by `npm run generate`.

export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells who asks, in which workspace and role, and what that one may not do there
         * @description Tells who asks, in which workspace and role, and what that one may not do there; without an account `user` is null.
         */
        get: operations["account_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name
         * @description Changes the name.
         */
        patch: operations["account_change"];
        trace?: never;
    };
    "/api/v1/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a link to another address, which becomes the account's when it is followed
         * @description Mails a link to another address, which becomes the account's when it is followed.
         */
        post: operations["account_change_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes the account with all that it owns, for good
         * @description Removes the account with all that it owns, for good.
         */
        post: operations["account_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Returns all that one owns as a zip archive
         * @description Returns all that one owns as a zip archive: the account, and each workspace with its files; secrets are left out.
         */
        post: operations["account_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the accounts elsewhere that sign in as this one
         * @description Lists the accounts elsewhere that sign in as this one.
         */
        get: operations["account_find_identities"];
        put?: never;
        /**
         * Links the account that the issuer answered with
         * @description Links the account that the issuer answered with: it signs in here from now on.
         */
        post: operations["account_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/identities/{identity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends that an account elsewhere signs in here
         * @description Ends that an account elsewhere signs in here; not the only way in.
         */
        delete: operations["account_unlink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/identities/{issuer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to link an account at an outside issuer to this one
         * @description Begins to link an account at an outside issuer to this one: the browser is to go to `url`.
         */
        post: operations["account_begin_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the password and ends all other sessions
         * @description Replaces the password and ends all other sessions.
         */
        post: operations["account_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists where one is signed in
         * @description Lists where one is signed in.
         */
        get: operations["account_find_sessions"];
        put?: never;
        post?: never;
        /**
         * Ends all sessions but the one that asks
         * @description Ends all sessions but the one that asks.
         */
        delete: operations["account_end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a session
         * @description Ends a session; its access token is refused from the next request on.
         */
        delete: operations["account_end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the secret for an authenticator app
         * @description Makes the secret for an authenticator app; codes are asked for once one was confirmed.
         */
        post: operations["account_set_up_two_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turns the codes on with the app's first one, and shows the recovery codes, this once
         * @description Turns the codes on with the app's first one, and shows the recovery codes, this once.
         */
        post: operations["account_confirm_two_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the recovery codes and shows the new ones, this once
         * @description Replaces the recovery codes and shows the new ones, this once.
         */
        post: operations["account_replace_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the asking for codes, and drops the recovery codes
         * @description Ends the asking for codes, and drops the recovery codes.
         */
        post: operations["account_stop_two_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists keys, newest first
         * @description Lists keys, newest first: one's own, for admins all of the workspace.
         */
        get: operations["api_keys_find"];
        put?: never;
        /**
         * Makes a key that acts for who asks, in this workspace
         * @description Makes a key that acts for who asks, in this workspace; its text is shown this once.
         */
        post: operations["api_keys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what may be shown of a key
         * @description Returns what may be shown of a key.
         */
        get: operations["api_keys_read"];
        put?: never;
        post?: never;
        /**
         * Revokes a key
         * @description Revokes a key: from the next request on it is worth nothing.
         */
        delete: operations["api_keys_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what waits for somebody, oldest first
         * @description Lists what waits for somebody, oldest first; `link` leads to a page to answer it, if everybody may.
         */
        get: operations["approvals_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers an approval
         * @description Answers an approval; the run goes on.
         */
        post: operations["approvals_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{token}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link to a page where the approval can be answered without an account
         * @description Makes a link to a page where the approval can be answered without an account.
         */
        post: operations["approvals_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a file that a run made
         * @description Returns a file that a run made.
         *
         *     Pages of other sites come out as attachments in a sandbox: opened here they must not act as this host's own.
         */
        get: operations["artifacts_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{key}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a link to a file that anybody may follow for a while
         * @description Makes a link to a file that anybody may follow for a while.
         */
        post: operations["artifacts_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was done, newest first
         * @description Lists what was done, newest first; a page of a search may be short and still have a cursor.
         */
        get: operations["audit_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns entries as a file, oldest first, with the hashes that verify them
         * @description Returns entries as a file, oldest first, with the hashes that verify them.
         */
        get: operations["audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verifies the whole chain, and that it holds an entry noted elsewhere
         * @description Verifies the whole chain, and that it holds an entry noted elsewhere; says the first place that is wrong.
         */
        get: operations["audit_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how people sign in here, and whether this browser can go on as who it was
         * @description Tells how people sign in here, and whether this browser can go on as who it was.
         */
        get: operations["auth_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with what the issuer answered
         * @description Signs in with what the issuer answered.
         */
        post: operations["auth_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an account the address that a mail's link was sent to
         * @description Gives an account the address that a mail's link was sent to.
         */
        post: operations["auth_confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a link with which the password can be replaced
         * @description Mails a link with which the password can be replaced; the answer is the same without such an account.
         */
        post: operations["auth_forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/guest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins as a guest, or goes on as the one whose token or cookie is sent
         * @description Begins as a guest, or goes on as the one whose token or cookie is sent; one new guest per network in 72 hours.
         */
        post: operations["auth_enter_as_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/guest/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a guest's workspace, with everything in it, to the account of who asks
         * @description Gives a guest's workspace, with everything in it, to the account of who asks; its balance is raised to 200.
         */
        post: operations["auth_convert_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/issuers/{issuer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to sign in by an outside issuer
         * @description Begins to sign in by an outside issuer: the browser is to go to `url`.
         */
        post: operations["auth_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/issuers/{issuer}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with a token of the issuer that the client has
         * @description Signs in with a token of the issuer that the client has; each is good once.
         */
        post: operations["auth_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the key that access tokens are signed with
         * @description Replaces the key that access tokens are signed with; for whoever runs the host.
         */
        post: operations["auth_rotate_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the first account, the owner's, on the machine that the host runs on
         * @description Makes the first account, the owner's, on the machine that the host runs on; it takes over what is there.
         */
        post: operations["auth_create_owner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives new tokens for a refresh token, which is used up
         * @description Gives new tokens for a refresh token, which is used up; a second use ends the session.
         */
        post: operations["auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the password by a mail's link, and ends all sessions
         * @description Replaces the password by a mail's link, and ends all sessions.
         */
        post: operations["auth_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in by e-mail address and password, and a code where that is turned on (`auth.code_required`)
         * @description Signs in by e-mail address and password, and a code where that is turned on (`auth.code_required`).
         */
        post: operations["auth_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session of a refresh token
         * @description Ends the session of a refresh token.
         */
        post: operations["auth_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a link with which an account can be made
         * @description Mails a link with which an account can be made; the answer is the same when there is one already.
         */
        post: operations["auth_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the account that a mail offered, and signs in
         * @description Makes the account that a mail offered, and signs in.
         */
        post: operations["auth_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breakers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the circuits of the host's own process
         * @description Lists the circuits of the host's own process; each browser worker has others of its own.
         */
        get: operations["state_find_breakers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/breakers/{name}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a circuit and forgets its failures
         * @description Closes a circuit and forgets its failures: the next call goes through.
         */
        post: operations["state_reset_breaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists cached results by flow and step, without their values
         * @description Lists cached results by flow and step, without their values.
         */
        get: operations["state_find_cached"];
        put?: never;
        post?: never;
        /**
         * Removes all cached results, or those that steps of one flow made
         * @description Removes all cached results, or those that steps of one flow made.
         */
        delete: operations["state_forget_all"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cache/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a cached result
         * @description Removes a cached result: the next equal step is executed.
         */
        delete: operations["state_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credential-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the types of credentials with the JSON Schemas of their fields
         * @description Lists the types of credentials with the JSON Schemas of their fields.
         */
        get: operations["credentials_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists credentials by name, without their secrets
         * @description Lists credentials by name, without their secrets.
         */
        get: operations["credentials_find"];
        put?: never;
        /**
         * Seals and keeps a credential
         * @description Seals and keeps a credential.
         */
        post: operations["credentials_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{credential}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a credential, without its secrets
         * @description Shows a credential, without its secrets.
         */
        get: operations["credentials_read"];
        /**
         * Replaces the fields of a credential
         * @description Replaces the fields of a credential.
         */
        put: operations["credentials_replace"];
        post?: never;
        /**
         * Removes a credential that nothing uses, or with `force` any
         * @description Removes a credential that nothing uses, or with `force` any.
         */
        delete: operations["credentials_delete"];
        options?: never;
        head?: never;
        /**
         * Changes some fields of a credential, its name, or when to be reminded of it
         * @description Changes some fields of a credential, its name, or when to be reminded of it.
         */
        patch: operations["credentials_change"];
        trace?: never;
    };
    "/api/v1/credentials/{credential}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces secrets by new ones
         * @description Replaces secrets by new ones; what proves webhooks stays valid beside the new one until the next time.
         */
        post: operations["credentials_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{credential}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tries a credential with the service it is for, and says how that went
         * @description Tries a credential with the service it is for, and says how that went.
         */
        post: operations["credentials_try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/{credential}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the flows and channels that use a credential
         * @description Lists the flows and channels that use a credential.
         */
        get: operations["credentials_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credentials/oauth/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to connect a credential
         * @description Begins to connect a credential: this browser, and no other, goes to `url`, agrees there and comes back.
         */
        post: operations["oauth_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the balance, what is reserved for runs under way, and what this month's runs use
         * @description Returns the balance, what is reserved for runs under way, and what this month's runs use.
         */
        get: operations["credits_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the workspace's budget and what is used of it this month
         * @description Returns the workspace's budget and what is used of it this month.
         */
        get: operations["budgets_read"];
        /**
         * Sets the workspace's budget per run and per month, and when it is told that credits run low
         * @description Sets the workspace's budget per run and per month, and when it is told that credits run low.
         */
        put: operations["budgets_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the lines of the ledger, the newest first
         * @description Lists the lines of the ledger, the newest first; their amounts add up to the balance.
         */
        get: operations["credits_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the whole ledger as a file, the newest line first
         * @description Returns the whole ledger as a file, the newest line first.
         */
        get: operations["credits_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists orders, the newest first
         * @description Lists orders, the newest first.
         */
        get: operations["credits_orders"];
        put?: never;
        /**
         * Orders a pack
         * @description Orders a pack; it is paid at the order's `url`, and the balance is filled when the provider says so.
         */
        post: operations["credits_buy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns an order
         * @description Returns an order.
         */
        get: operations["credits_read_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/orders/{order}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pays an order on a host where nobody pays
         * @description Pays an order on a host where nobody pays; others are paid at their `url`.
         */
        post: operations["credits_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what can be bought
         * @description Lists what can be bought.
         */
        get: operations["credits_packs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what runs were charged, by day and by flow
         * @description Returns what runs were charged, by day and by flow; the last 30 days, unless told otherwise.
         */
        get: operations["credits_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the datasets by name
         * @description Lists the datasets by name.
         */
        get: operations["datasets_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns rows
         * @description Returns rows; those that are wanted are counted in `total`.
         */
        get: operations["datasets_read"];
        put?: never;
        post?: never;
        /**
         * Removes a dataset with all its rows
         * @description Removes a dataset with all its rows.
         */
        delete: operations["datasets_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the rows as a file
         * @description Returns the rows as a file.
         */
        get: operations["datasets_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds rows to a dataset, which is made if there is none
         * @description Adds rows to a dataset, which is made if there is none.
         */
        post: operations["datasets_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes rows
         * @description Removes rows: those with these numbers, or those that are wanted.
         */
        delete: operations["datasets_delete_rows"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{name}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the columns of a dataset with the types of their values
         * @description Returns the columns of a dataset with the types of their values.
         */
        get: operations["datasets_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists starts that failed for good, newest first, without their input
         * @description Lists starts that failed for good, newest first, without their input; with `redriven=false` those without a run.
         */
        get: operations["dead_letters_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{letter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a dead letter with its input
         * @description Returns a dead letter with its input.
         */
        get: operations["dead_letters_read"];
        put?: never;
        post?: never;
        /**
         * Removes a dead letter
         * @description Removes a dead letter.
         */
        delete: operations["dead_letters_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{letter}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the run of a dead letter by the flow's newest version, or returns the one that was started
         * @description Starts the run of a dead letter by the flow's newest version, or returns the one that was started.
         */
        post: operations["dead_letters_redrive_one"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the runs of several dead letters, or of all
         * @description Starts the runs of several dead letters, or of all; each starts one run, however often this is asked for.
         */
        post: operations["dead_letters_redrive_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expressions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluates a text or config as a step would, on recorded data
         * @description Evaluates a text or config as a step would, on recorded data; a mistake is an answer with `error`.
         */
        post: operations["expressions_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expressions/scope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lists what an expression can read at a step, with schemas and sample values
         * @description Lists what an expression can read at a step, with schemas and sample values.
         */
        post: operations["expressions_scope"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists flows, the last changed first
         * @description Lists flows, the last changed first; a page of a search may be short and still have a cursor.
         */
        get: operations["flows_find"];
        put?: never;
        /**
         * Stores a document as a new flow
         * @description Stores a document as a new flow; it may have problems still, `diagnostics` lists them.
         */
        post: operations["flows_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a flow with its draft, or with the document of a published version
         * @description Returns a flow with its draft, or with the document of a published version.
         */
        get: operations["flows_read"];
        /**
         * Replaces the draft
         * @description Replaces the draft; 409 when the flow has another revision than If-Match says.
         */
        put: operations["flows_save"];
        post?: never;
        /**
         * Puts a flow in the trash, from where it can be restored
         * @description Puts a flow in the trash, from where it can be restored; with `purge` one that is there goes for good.
         */
        delete: operations["flows_delete"];
        options?: never;
        head?: never;
        /**
         * Moves a flow to a folder and sets its tags
         * @description Moves a flow to a folder and sets its tags.
         */
        patch: operations["flows_organise"];
        trace?: never;
    };
    "/api/v1/flows/{flow}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what a flow calls of AWS, and its own role there, which hosts on AWS make when it is published
         * @description Returns what a flow calls of AWS, and its own role there, which hosts on AWS make when it is published.
         */
        get: operations["flows_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a flow's budget and what is used of it this month
         * @description Returns a flow's budget and what is used of it this month.
         */
        get: operations["budgets_read_flow"];
        /**
         * Sets a flow's budget per run and per month
         * @description Sets a flow's budget per run and per month; `low` is of no effect here.
         */
        put: operations["budgets_replace_flow"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/canary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the version that is tried out, and how its runs and those of the other one have ended
         * @description Returns the version that is tried out, and how its runs and those of the other one have ended.
         */
        get: operations["flows_canary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/canary/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets all runs execute the version that is tried out
         * @description Lets all runs execute the version that is tried out.
         */
        post: operations["flows_promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/canary/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets no run execute the version that is tried out any more
         * @description Lets no run execute the version that is tried out any more; it stays among the versions.
         */
        post: operations["flows_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists a flow's comments, oldest first
         * @description Lists a flow's comments, oldest first; a page of a search may be short and still have a cursor.
         */
        get: operations["comments_find"];
        put?: never;
        /**
         * Comments on a flow or a node, or answers
         * @description Comments on a flow or a node, or answers; members that it mentions are told.
         */
        post: operations["comments_write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments/{comment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes one's own comment
         * @description Changes one's own comment.
         */
        put: operations["comments_edit"];
        post?: never;
        /**
         * Removes one's own comment
         * @description Removes one's own comment; admins remove any, with its answers.
         */
        delete: operations["comments_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments/{comment}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a resolved thread again
         * @description Opens a resolved thread again.
         */
        post: operations["comments_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/comments/{comment}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolves a thread
         * @description Resolves a thread.
         */
        post: operations["comments_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what differs between two versions, or a version and the draft
         * @description Returns what differs between two versions, or a version and the draft: nodes, fields, edges.
         */
        get: operations["flows_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores a copy of the draft as a new flow
         * @description Stores a copy of the draft as a new flow.
         */
        post: operations["flows_duplicate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Returns what a run of a flow would cost in credits and dollars, from least to most, node by node
         * @description Returns what a run of a flow would cost in credits and dollars, from least to most, node by node.
         */
        post: operations["estimates_flow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the document as text, or what Chrome DevTools' Recorder can replay of it as JSON
         * @description Returns the document as text, or what Chrome DevTools' Recorder can replay of it as JSON.
         */
        get: operations["flows_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the address of a flow's form and the page that its draft makes
         * @description Returns the address of a flow's form and the page that its draft makes.
         */
        get: operations["forms_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/form/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the address another secret
         * @description Gives the address another secret; the old one leads nowhere from then on.
         */
        post: operations["forms_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/healed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a run's suggested targets over into the draft
         * @description Takes a run's suggested targets over into the draft; 409 when the flow has another revision than If-Match says.
         */
        post: operations["healing_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Shows the latest version of a flow, and those that follow, to everybody
         * @description Shows the latest version of a flow, and those that follow, to everybody.
         */
        put: operations["shares_publish"];
        post?: never;
        /**
         * Shows a flow to nobody else any more
         * @description Shows a flow to nobody else any more.
         */
        delete: operations["shares_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the draft the next numbered version and says what runs of it cost
         * @description Makes the draft the next numbered version and says what runs of it cost; an unchanged draft gives the latest again.
         */
        post: operations["flows_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a flow out of the trash
         * @description Takes a flow out of the trash.
         */
        post: operations["flows_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the published versions, newest first
         * @description Lists the published versions, newest first.
         */
        get: operations["flows_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions/{version}/machine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a published version as the state machine that AWS Step Functions executes
         * @description Returns a published version as the state machine that AWS Step Functions executes.
         */
        get: operations["flows_machine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions/{version}/roll-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an old version the newest one and the draft
         * @description Makes an old version the newest one and the draft; the versions in between stay.
         */
        post: operations["flows_roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/versions/{version}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a published version other tags
         * @description Gives a published version other tags.
         */
        put: operations["flows_tag_version"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the addresses of a flow's webhook, its settings and a sample call
         * @description Returns the addresses of a flow's webhook, its settings and a sample call.
         */
        get: operations["webhooks_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/webhook/captures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what the test address was sent, newest first
         * @description Lists what the test address was sent, newest first: the last 20 calls of seven days.
         */
        get: operations["webhooks_captures"];
        put?: never;
        post?: never;
        /**
         * Drops all calls that the test address was sent
         * @description Drops all calls that the test address was sent.
         */
        delete: operations["webhooks_clear_captures"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/webhook/captures/{capture}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns one call that the test address was sent
         * @description Returns one call that the test address was sent.
         */
        get: operations["webhooks_capture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/webhook/captures/{capture}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs the flow's draft on a call that the test address was sent
         * @description Runs the flow's draft on a call that the test address was sent.
         */
        post: operations["webhooks_run_capture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{flow}/webhook/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the addresses another secret
         * @description Gives the addresses another secret; the old ones lead nowhere from then on.
         */
        post: operations["webhooks_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/compile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compiles a document and returns its plan as a tree with regions
         * @description Compiles a document and returns its plan as a tree with regions.
         */
        post: operations["flows_compile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Returns what a run of a document would cost
         * @description Returns what a run of a document would cost; stores nothing.
         */
        post: operations["estimates_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a flow of what another tool wrote
         * @description Makes a flow of what another tool wrote; `report` says what became of each part, and which credentials it needs.
         */
        post: operations["imports_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks a document and says what a run of it would cost
         * @description Checks a document and says what a run of it would cost; stores nothing: `{"valid", "diagnostics", "estimate"}`.
         */
        post: operations["flows_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells that the host is up and its store answers
         * @description Tells that the host is up and its store answers.
         */
        get: operations["host_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes who asks a member of the workspace that they were invited to
         * @description Makes who asks a member of the workspace that they were invited to.
         */
        post: operations["workspaces_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns how often the caller may ask, and how much of that is left
         * @description Returns how often the caller may ask, and how much of that is left.
         */
        get: operations["limits_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams a topic's events as server-sent events, for clients that cannot use the WebSocket
         * @description Streams a topic's events as server-sent events, for clients that cannot use the WebSocket.
         *
         *     An event's `id` is the number to go on after, which browsers send back as Last-Event-ID by themselves. For who may
         *     not listen any more the stream ends with an event `problem`.
         */
        get: operations["live_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists published templates and those that come with the product
         * @description Lists published templates and those that come with the product; with `q` or `like` the most similar first.
         */
        get: operations["marketplace_find"];
        put?: never;
        /**
         * Publishes a template of the workspace for everybody, or its newer state
         * @description Publishes a template of the workspace for everybody, or its newer state.
         */
        post: operations["marketplace_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/{listing}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a published template with its flow
         * @description Returns a published template with its flow.
         */
        get: operations["marketplace_read"];
        put?: never;
        post?: never;
        /**
         * Takes a template of the workspace out of the marketplace, with its ratings
         * @description Takes a template of the workspace out of the marketplace, with its ratings; flows made from it stay.
         */
        delete: operations["marketplace_unpublish"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/{listing}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the picture of a published template
         * @description Returns the picture of a published template.
         */
        get: operations["marketplace_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/{listing}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rates a published template
         * @description Rates a published template; each person has one rating, the last.
         */
        put: operations["marketplace_rate"];
        post?: never;
        /**
         * Takes one's rating back
         * @description Takes one's rating back.
         */
        delete: operations["marketplace_unrate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/{listing}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reports a published template that does harm
         * @description Reports a published template that does harm; it is no longer listed when five people have.
         */
        post: operations["marketplace_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/marketplace/{listing}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores a published template's flow as a new flow
         * @description Stores a published template's flow as a new flow.
         */
        post: operations["marketplace_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists all node types
         * @description Lists all node types.
         */
        get: operations["nodes_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{type_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns one node type with its help, schemas and examples
         * @description Returns one node type with its help, schemas and examples.
         */
        get: operations["nodes_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists notifications, newest first
         * @description Lists notifications, newest first; with `order=unread_first` those that were read follow.
         */
        get: operations["notifications_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{notification}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a notification
         * @description Returns a notification.
         */
        get: operations["notifications_read"];
        put?: never;
        post?: never;
        /**
         * Removes a notification
         * @description Removes a notification; what it told of is not told again.
         */
        delete: operations["notifications_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{notification}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks a notification as read, or as unread with `{"read"
         * @description Marks a notification as read, or as unread with `{"read": false}`.
         */
        post: operations["notifications_mark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the channels over which notifications go out, with how the last delivery went
         * @description Lists the channels over which notifications go out, with how the last delivery went.
         */
        get: operations["notifications_find_channels"];
        put?: never;
        /**
         * Adds a channel
         * @description Adds a channel: mail, Slack or a webhook.
         */
        post: operations["notifications_create_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a channel with how its last delivery went
         * @description Returns a channel with how its last delivery went.
         */
        get: operations["notifications_read_channel"];
        /**
         * Replaces what a channel carries and where to
         * @description Replaces what a channel carries and where to.
         */
        put: operations["notifications_change_channel"];
        post?: never;
        /**
         * Removes a channel
         * @description Removes a channel; what is on its way over it is dropped.
         */
        delete: operations["notifications_delete_channel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test over a channel, even a paused one, and answers how that went, within 30 s
         * @description Sends a test over a channel, even a paused one, and answers how that went, within 30 s.
         */
        post: operations["notifications_try_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks notifications as read, or all of them
         * @description Marks notifications as read, or all of them.
         */
        post: operations["notifications_mark_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts the notifications that nobody has read
         * @description Counts the notifications that nobody has read.
         */
        get: operations["notifications_count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes a browser back from a service that was asked for access, and says how that went
         * @description Takes a browser back from a service that was asked for access, and says how that went.
         */
        get: operations["oauth_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{provider}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a signed notice of a payment, a refund or a dispute
         * @description Takes a signed notice of a payment, a refund or a dispute; the balance is changed once, however often it comes.
         */
        post: operations["payments_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/politeness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the workspace's policy
         * @description Returns the workspace's policy; what is null is decided by the defaults.
         */
        get: operations["politeness_read"];
        /**
         * Replaces the workspace's policy
         * @description Replaces the workspace's policy; it holds for visits from then on, those of running runs included.
         */
        put: operations["politeness_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists public flows, newest first
         * @description Lists public flows, newest first; a page may be short and still have a cursor.
         */
        get: operations["shares_find_public"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/flows/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a public flow with its document
         * @description Returns a public flow with its document; what is named like a secret is masked.
         */
        get: operations["shares_read_public"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns how full the workspace is, and the runs that wait for their turn, oldest first
         * @description Returns how full the workspace is, and the runs that wait for their turn, oldest first.
         */
        get: operations["queue_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells whether the host can do its work
         * @description Tells whether the host can do its work; 503 `host.not_ready` names what is wrong.
         */
        get: operations["host_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists runs, newest first
         * @description Lists runs, newest first; a page of a search may be short and still have a cursor.
         */
        get: operations["runs_find"];
        put?: never;
        /**
         * Starts a run
         * @description Starts a run; with `wait` the answer comes at its end, or after that many seconds.
         *
         *     The same request with the same Idempotency-Key gives the same run. The status is 201, or 200 for a run that has ended.
         */
        post: operations["runs_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a run
         * @description Returns a run; with `wait`, at its end or after that many seconds. A queued one says where it stands.
         */
        get: operations["runs_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a run as canceled
         * @description Ends a run as canceled.
         */
        post: operations["runs_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/compare/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compares two runs
         * @description Compares two runs: the steps that went otherwise, input, output, document.
         */
        get: operations["runs_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what a run has cost so far in credits and dollars, node by node
         * @description Returns what a run has cost so far in credits and dollars, node by node.
         */
        get: operations["estimates_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the document that the run executes
         * @description Returns the document that the run executes.
         */
        get: operations["runs_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns events numbered above `after`
         * @description Returns events numbered above `after`; with `wait`, as soon as there is one.
         */
        get: operations["runs_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a run's results, steps or logs as a file
         * @description Returns a run's results, steps or logs as a file.
         */
        get: operations["runs_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/healed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the targets that matched nothing in the run, with what was used instead and what to write in their place
         * @description Lists the targets that matched nothing in the run, with what was used instead and what to write in their place.
         */
        get: operations["healing_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns log lines and failures
         * @description Returns log lines and failures; `after` of the answer goes on, null at the end.
         */
        get: operations["runs_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a new run with this one's recorded steps, but for what is to be done again
         * @description Starts a new run with this one's recorded steps, but for what is to be done again.
         */
        post: operations["runs_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a new run with this one's input, from the beginning
         * @description Starts a new run with this one's input, from the beginning.
         */
        post: operations["runs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the recorded steps, by iteration and node
         * @description Lists the recorded steps, by iteration and node; a page of a search may be short and still have a cursor.
         */
        get: operations["runs_steps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/iterations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the iterations of a loop with the number of their steps by status
         * @description Lists the iterations of a loop with the number of their steps by status; `path` of each leads to these.
         */
        get: operations["runs_iterations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run}/steps/{step}/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a step's whole output, also when it is large
         * @description Returns a step's whole output, also when it is large; `path` is its iteration, such as `3.0`.
         */
        get: operations["runs_output"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts failed runs again, oldest first
         * @description Starts failed runs again, oldest first; the same Idempotency-Key starts none of them twice.
         */
        post: operations["runs_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists schedules with their next times, by flow
         * @description Lists schedules with their next times, by flow.
         */
        get: operations["schedules_find"];
        put?: never;
        /**
         * Adds a schedule to a flow
         * @description Adds a schedule to a flow: its newest version is started, or its draft while there is none.
         */
        post: operations["schedules_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{schedule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a schedule with its next five times
         * @description Returns a schedule with its next five times.
         */
        get: operations["schedules_read"];
        /**
         * Replaces a schedule
         * @description Replaces a schedule; 409 when it has another revision than If-Match says.
         */
        put: operations["schedules_change"];
        post?: never;
        /**
         * Removes a schedule
         * @description Removes a schedule; runs under way go on.
         */
        delete: operations["schedules_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{schedule}/go-on": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a paused or disabled schedule go on
         * @description Lets a paused or disabled schedule go on; what came due meanwhile is left out.
         */
        post: operations["schedules_go_on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/{schedule}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses a schedule
         * @description Pauses a schedule: it does not come due until it is let go on.
         */
        post: operations["schedules_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Returns the next times such a schedule would come due, and stores nothing
         * @description Returns the next times such a schedule would come due, and stores nothing.
         */
        post: operations["schedules_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns what a link shows
         * @description Returns what a link shows: a flow, or a run with a page of its steps.
         */
        get: operations["shares_follow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the workspace's links, newest first
         * @description Lists the workspace's links, newest first.
         */
        get: operations["shares_find"];
        put?: never;
        /**
         * Makes a link with which anybody may look at a flow or a run
         * @description Makes a link with which anybody may look at a flow or a run; it is shown this once.
         */
        post: operations["shares_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a link
         * @description Ends a link: from the next look on it shows nothing.
         */
        delete: operations["shares_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns how runs went
         * @description Returns how runs went: totals, by hour or day, the flows that stand out, what is under way.
         */
        get: operations["statistics_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists templates, those that come with the product first, by title
         * @description Lists templates, those that come with the product first, by title.
         */
        get: operations["templates_find"];
        put?: never;
        /**
         * Keeps a flow as a template of the workspace
         * @description Keeps a flow as a template of the workspace.
         */
        post: operations["templates_save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a template with its flow
         * @description Returns a template with its flow.
         */
        get: operations["templates_read"];
        /**
         * Changes a template of the workspace
         * @description Changes a template of the workspace; those that come with the product stay as they are.
         */
        put: operations["templates_change"];
        post?: never;
        /**
         * Removes a template of the workspace
         * @description Removes a template of the workspace; flows that were made from it stay.
         */
        delete: operations["templates_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the picture of a template, made from a run of it
         * @description Returns the picture of a template, made from a run of it.
         */
        get: operations["templates_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{template}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores a template's flow as a new flow
         * @description Stores a template's flow as a new flow.
         */
        post: operations["templates_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the workspace's variables, and those that the host provides
         * @description Returns the workspace's variables, and those that the host provides.
         */
        get: operations["variables_read"];
        /**
         * Replaces all variables
         * @description Replaces all variables; runs that start from then on see them.
         */
        put: operations["variables_replace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Sets some variables, removes those that are null, and leaves the others
         * @description Sets some variables, removes those that are null, and leaves the others.
         */
        patch: operations["variables_change"];
        trace?: never;
    };
    "/api/v1/variables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a variable
         * @description Removes a variable.
         */
        delete: operations["variables_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows which master keys there are and whether older ones are needed
         * @description Shows which master keys there are and whether older ones are needed.
         */
        get: operations["vault_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drops the older master keys once nothing needs them
         * @description Drops the older master keys once nothing needs them.
         */
        post: operations["vault_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vault/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a master key and moves all secrets to it, or goes on with that
         * @description Adds a master key and moves all secrets to it, or goes on with that.
         */
        post: operations["vault_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the webhooks of the workspace with their addresses and what came in lately
         * @description Lists the webhooks of the workspace with their addresses and what came in lately.
         */
        get: operations["webhooks_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns the workspace that is asked in, and one's role there
         * @description Returns the workspace that is asked in, and one's role there.
         */
        get: operations["workspaces_read"];
        put?: never;
        post?: never;
        /**
         * Puts the workspace into the trash
         * @description Puts the workspace into the trash; nobody gets in, and after 30 days it is gone for good.
         */
        delete: operations["workspaces_delete"];
        options?: never;
        head?: never;
        /**
         * Gives the workspace another name
         * @description Gives the workspace another name.
         */
        patch: operations["workspaces_rename"];
        trace?: never;
    };
    "/api/v1/workspace/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists invitations that nobody accepted yet
         * @description Lists invitations that nobody accepted yet.
         */
        get: operations["workspaces_find_invitations"];
        put?: never;
        /**
         * Mails somebody a link with which they become a member, if they have or make an account of this address
         * @description Mails somebody a link with which they become a member, if they have or make an account of this address.
         */
        post: operations["workspaces_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an invitation back
         * @description Takes an invitation back.
         */
        delete: operations["workspaces_revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/invitations/{invitation}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a new link
         * @description Mails a new link; the one before ends.
         */
        post: operations["workspaces_send_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends one's own membership
         * @description Ends one's own membership.
         */
        post: operations["workspaces_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns how many runs of the workspace may be under way at once
         * @description Returns how many runs of the workspace may be under way at once; the others are queued.
         */
        get: operations["workspaces_read_limits"];
        /**
         * Gives the workspace a limit of its own, as far as the host allows
         * @description Gives the workspace a limit of its own, as far as the host allows; it holds at once.
         */
        put: operations["workspaces_replace_limits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the members, owners first
         * @description Lists the members, owners first.
         */
        get: operations["workspaces_find_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a membership
         * @description Ends a membership; what the member's API keys may ends with it.
         */
        delete: operations["workspaces_remove_member"];
        options?: never;
        head?: never;
        /**
         * Gives a member another role
         * @description Gives a member another role; a workspace has at least one owner.
         */
        patch: operations["workspaces_change_member"];
        trace?: never;
    };
    "/api/v1/workspace/offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns to whom the workspace is offered
         * @description Returns to whom the workspace is offered.
         */
        get: operations["workspaces_read_offer"];
        /**
         * Offers the workspace to a member, for a week
         * @description Offers the workspace to a member, for a week.
         */
        put: operations["workspaces_offer"];
        post?: never;
        /**
         * Takes the offer back, or turns it down
         * @description Takes the offer back, or turns it down.
         */
        delete: operations["workspaces_withdraw_offer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/offer/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes who asks an owner
         * @description Makes who asks an owner; who offered is an admin from then on.
         */
        post: operations["workspaces_accept_offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the workspaces that who asks is a member of
         * @description Lists the workspaces that who asks is a member of.
         */
        get: operations["workspaces_find"];
        put?: never;
        /**
         * Makes a team workspace
         * @description Makes a team workspace; who asks is its owner.
         */
        post: operations["workspaces_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a workspace out of the trash, within 30 days
         * @description Takes a workspace out of the trash, within 30 days.
         */
        post: operations["workspaces_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Acceptance
         * @description What stands in the link after `#`.
         */
        Acceptance: {
            /** Token */
            token: string;
        };
        /**
         * AccessView
         * @description What a flow may do in AWS without a credential.
         */
        AccessView: {
            /**
             * Policy
             * @description What its nodes call there, as an IAM policy; null for nothing.
             */
            policy: {
                [key: string]: unknown;
            } | null;
            /** @description Why it has no role, or an old one. */
            problem: components["schemas"]["RoleProblem"] | null;
            /**
             * Role
             * @description ARN of its role; null while it has none.
             */
            role: string | null;
            /**
             * Versions
             * @description Versions that the role is for; those before keep it while they run.
             */
            versions: number[];
        };
        /**
         * AccountView
         * @description What a workspace has.
         */
        AccountView: {
            /** Balance */
            balance: number;
            /**
             * Counted
             * @description Whether runs cost credits on this host.
             */
            counted: boolean;
            month: components["schemas"]["MonthView"];
            /**
             * Owed
             * @description Credits of purchases that were paid back after they were spent; what comes in goes there.
             */
            owed: number;
            /**
             * Reserved
             * @description Held for runs that have not ended; not part of the balance.
             */
            reserved: number;
            /**
             * Sells
             * @description Whether credits can be bought here.
             */
            sells: boolean;
        };
        /**
         * AgainBody
         * @description Which failed runs are started again, and how.
         */
        AgainBody: {
            /** Flow */
            flow?: string | null;
            /**
             * Limit
             * @default 1000
             */
            limit?: number;
            /**
             * Newest
             * @default false
             */
            newest?: boolean;
            /**
             * Resume
             * @description Go on from what failed, instead of from the beginning.
             * @default true
             */
            resume?: boolean;
            /**
             * Since
             * @description Milliseconds since the epoch.
             */
            since?: number | null;
            /** Trigger */
            trigger?: string | null;
            /**
             * Until
             * @description Milliseconds since the epoch.
             */
            until?: number | null;
        };
        /**
         * AgainView
         * @description What became of each failed run: the run that was started, or why none was.
         */
        AgainView: {
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
        };
        /**
         * ApiKey
         * @description What may be shown of an API key. Times are milliseconds since the epoch.
         */
        ApiKey: {
            /** Created At */
            created_at: number;
            /** Expires At */
            expires_at?: number | null;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description How the key begins, to tell keys apart.
             */
            prefix: string;
            /** @description What it may do at most. */
            role: components["schemas"]["Role"];
            /** Scopes */
            scopes: ("flows:read" | "flows:write" | "runs:read" | "runs:write" | "data:read" | "data:write" | "credentials:read" | "credentials:write" | "workspace:read" | "workspace:write")[];
            /**
             * Used At
             * @description Its last use, to the minute.
             */
            used_at?: number | null;
            /**
             * User
             * @description Who made it; it may never do more than that one may.
             */
            user: string;
        };
        /**
         * Appended
         * @description What became of rows.
         */
        Appended: {
            /** Added */
            added: number;
            /**
             * Total
             * @description Rows in the dataset now.
             */
            total: number;
            /** Unchanged */
            unchanged: number;
            /** Updated */
            updated: number;
        };
        /**
         * ApprovalLink
         * @description A page where an approval is answered without an account, until it is answered or its time is up.
         */
        ApprovalLink: {
            /** Url */
            url: string;
        };
        /**
         * Around
         * @description Where an expression stands, and whose data it reads: without `run` that of the flow's last run.
         */
        Around: {
            /**
             * At
             * @description Key of the step that the expression is in.
             */
            at?: string | null;
            /**
             * Document
             * @description The document as it is in the editor.
             */
            document?: {
                [key: string]: unknown;
            } | string | null;
            /**
             * Flow
             * @description Its draft is meant, unless a document comes along.
             */
            flow?: string | null;
            /**
             * Path
             * @description Iteration, such as `3.0`.
             */
            path?: string | null;
            /** Run */
            run?: string | null;
        };
        /**
         * Author
         * @description Who wrote a comment.
         */
        Author: {
            /**
             * Id
             * @description Of the user or guest; of an API key's comments, its user.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "local" | "user" | "guest" | "key";
        };
        /**
         * Back
         * @description What the issuer's answer said, as the web app's page at `/auth/callback` got it.
         */
        Back: {
            /** Code */
            code: string;
            /** Iss */
            iss?: string | null;
            /**
             * Proof
             * @description Left out, that of the cookie.
             */
            proof?: string | null;
            /** State */
            state: string;
        };
        /**
         * Begin
         * @description How to sign in by an outside issuer.
         */
        Begin: {
            /**
             * Cookie
             * @description For browsers: `proof` comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
        };
        /**
         * BegunView
         * @description Where to send the browser.
         */
        BegunView: {
            /**
             * Proof
             * @description To send along on the way back; null when it came as a cookie.
             */
            proof: string | null;
            /** Url */
            url: string;
        };
        /**
         * Breaker
         * @description The circuit of an outside dependency: `open` while it is not called because it kept failing.
         */
        Breaker: {
            /**
             * Bad Calls
             * @description Those of them that failed or took longer than 5 s.
             */
            bad_calls: number;
            /**
             * Calls
             * @description Calls that are remembered, 100 at most.
             */
            calls: number;
            /** Failures In A Row */
            failures_in_a_row: number;
            /** Name */
            name: string;
            /**
             * Opens Until
             * @description When calls are let through again; null unless it is open.
             */
            opens_until: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "closed" | "open" | "half_open";
        };
        /**
         * Broken
         * @description The first place where a chain does not hold.
         */
        Broken: {
            /** Message */
            message: string;
            /**
             * Reason
             * @enum {string}
             */
            reason: "changed" | "missing" | "order" | "head" | "anchor";
            /** Seq */
            seq: number;
        };
        /**
         * Budget
         * @description What may be spent, of a workspace or of one flow; nothing is said means no limit.
         */
        Budget: {
            /**
             * Low
             * @description Balances at which the workspace is told that credits run low.
             * @default [
             *       50,
             *       10
             *     ]
             */
            low?: number[];
            /**
             * Month
             * @description Credits that all runs of a calendar month (UTC) may use together.
             */
            month?: number | null;
            /**
             * Run
             * @description Credits that one run may use.
             */
            run?: number | null;
        };
        /**
         * BudgetView
         * @description A budget and this month's use of it.
         */
        BudgetView: {
            /**
             * Low
             * @description Balances at which the workspace is told that credits run low.
             * @default [
             *       50,
             *       10
             *     ]
             */
            low?: number[];
            /**
             * Month
             * @description Credits that all runs of a calendar month (UTC) may use together.
             */
            month?: number | null;
            /**
             * Run
             * @description Credits that one run may use.
             */
            run?: number | null;
            this_month: components["schemas"]["MonthView"];
        };
        /**
         * Buy
         * @description What is ordered.
         */
        Buy: {
            /**
             * Pack
             * @description Id of a pack.
             */
            pack: string;
        };
        /**
         * Cache
         * @description Reuse of an earlier output of the same node type, version, config and inputs within the workspace.
         */
        Cache: {
            /**
             * Ttl S
             * @default 3600
             */
            ttl_s?: number;
        };
        /**
         * CacheEntry
         * @description A result that equal steps of the workspace use again; times are milliseconds since the epoch.
         */
        CacheEntry: {
            /**
             * Bytes
             * @description Size as JSON; 0 for one that is kept as a file.
             */
            bytes: number;
            /** Created At */
            created_at: number;
            /** Expires At */
            expires_at: number;
            /**
             * Flow
             * @description Flow of the step that made it; steps of other flows may use it, too.
             */
            flow: string;
            /** Hit At */
            hit_at?: number | null;
            /**
             * Hits
             * @description How often it was used instead of executing a step.
             */
            hits: number;
            /**
             * Key
             * @description Digest of the node type, its settings and its input.
             */
            key: string;
            /**
             * Node
             * @description Key of the step that made it.
             */
            node: string;
            /** Type */
            type: string;
        };
        /**
         * CalledView
         * @description A flow that is called and reserves its own credits; `credits` counts it in.
         */
        CalledView: {
            credits: components["schemas"]["RangeView"];
            /** Key */
            key: string;
            /** Node */
            node: string;
        };
        /**
         * Canary
         * @description A version that is tried out.
         */
        Canary: {
            /**
             * Failures
             * @description Failed runs after which all execute the old one again.
             * @default 3
             */
            failures?: number;
            /**
             * Hours
             * @description Hours after which all execute the new one, unless it failed too often.
             */
            hours?: number | null;
            /**
             * Percent
             * @description How many of a hundred runs execute the new version.
             * @default 10
             */
            percent?: number;
            /**
             * Since
             * @default 0
             */
            since?: number;
            /** Stable */
            stable: number;
            /**
             * Successes
             * @description Runs that succeeded after which all execute the new one.
             */
            successes?: number | null;
            /** Until */
            until?: number | null;
            /** Version */
            version: number;
        };
        /**
         * CanarySpec
         * @description How a new version is tried out: by a part of the runs, until it has failed too often, or proved itself.
         */
        CanarySpec: {
            /**
             * Failures
             * @description Failed runs after which all execute the old one again.
             * @default 3
             */
            failures?: number;
            /**
             * Hours
             * @description Hours after which all execute the new one, unless it failed too often.
             */
            hours?: number | null;
            /**
             * Percent
             * @description How many of a hundred runs execute the new version.
             * @default 10
             */
            percent?: number;
            /**
             * Successes
             * @description Runs that succeeded after which all execute the new one.
             */
            successes?: number | null;
        };
        /**
         * CanaryView
         * @description A version that is tried out, and how it does.
         */
        CanaryView: {
            /**
             * Failures
             * @description Failed runs after which all execute the old one again.
             * @default 3
             */
            failures?: number;
            /**
             * Hours
             * @description Hours after which all execute the new one, unless it failed too often.
             */
            hours?: number | null;
            /** @description Runs of the version that the others execute, since then. */
            others: components["schemas"]["Tally"];
            /**
             * Percent
             * @description How many of a hundred runs execute the new version.
             * @default 10
             */
            percent?: number;
            /**
             * Since
             * @default 0
             */
            since?: number;
            /** Stable */
            stable: number;
            /**
             * Successes
             * @description Runs that succeeded after which all execute the new one.
             */
            successes?: number | null;
            /** @description Runs of the version that is tried out. */
            tried: components["schemas"]["Tally"];
            /** Until */
            until?: number | null;
            /** Version */
            version: number;
        };
        /**
         * CapturedInput
         * @description A request, in the shape of the trigger's output.
         */
        CapturedInput: {
            /** Body */
            body: unknown;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Method */
            method: string;
            /** Query */
            query: {
                [key: string]: unknown;
            };
        };
        /**
         * CaptureView
         * @description A call that the test address was sent; `input` can be pinned as the trigger's output.
         */
        CaptureView: {
            /** At */
            at: number;
            /** Bytes */
            bytes: number;
            /** Id */
            id: string;
            input: components["schemas"]["CapturedInput"];
            /** @description Why the webhook itself would have refused it. */
            problem: components["schemas"]["Refusal"] | null;
            /**
             * Run
             * @description Run of the draft that it started.
             */
            run: string | null;
            /**
             * Truncated
             * @description Whether only the beginning of the body was kept, as text.
             */
            truncated: boolean;
        };
        /**
         * Channel
         * @description A channel as stored and shown.
         */
        Channel: {
            /** Created At */
            created_at: number;
            /** Id */
            id: string;
            /**
             * Kinds
             * @description What it carries.
             * @default [
             *       "run_failed",
             *       "run_recovered",
             *       "schedule_disabled",
             *       "approval_requested",
             *       "dead_letter",
             *       "credits_low",
             *       "credential_failed",
             *       "credential_due",
             *       "mention"
             *     ]
             */
            kinds?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low" | "credential_failed" | "credential_due" | "mention")[];
            last?: components["schemas"]["LastDelivery"] | null;
            /**
             * Muted Flows
             * @description Flows that it says nothing about.
             * @default []
             */
            muted_flows?: string[];
            /** Name */
            name: string;
            /**
             * Paused
             * @default false
             */
            paused?: boolean;
            /** Updated At */
            updated_at: number;
            /** Via */
            via: components["schemas"]["Email"] | components["schemas"]["Slack"] | components["schemas"]["Webhook"];
            /** Workspace */
            workspace: string;
        };
        /**
         * ChannelSpec
         * @description What can be set of a channel.
         */
        ChannelSpec: {
            /**
             * Kinds
             * @description What it carries.
             * @default [
             *       "run_failed",
             *       "run_recovered",
             *       "schedule_disabled",
             *       "approval_requested",
             *       "dead_letter",
             *       "credits_low",
             *       "credential_failed",
             *       "credential_due",
             *       "mention"
             *     ]
             */
            kinds?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low" | "credential_failed" | "credential_due" | "mention")[];
            /**
             * Muted Flows
             * @description Flows that it says nothing about.
             * @default []
             */
            muted_flows?: string[];
            /** Name */
            name: string;
            /**
             * Paused
             * @default false
             */
            paused?: boolean;
            /** Via */
            via: components["schemas"]["Email"] | components["schemas"]["Slack"] | components["schemas"]["Webhook"];
        };
        /**
         * Column
         * @description What a column holds, judged by the first 1,000 rows.
         */
        Column: {
            /**
             * Empty
             * @description Of those rows, how many have no value.
             */
            empty: number;
            /** Name */
            name: string;
            /**
             * Types
             * @description As JSON Schema names them; null left out.
             */
            types: string[];
        };
        /**
         * Comment
         * @description A comment as stored and shown; times are milliseconds since the epoch.
         */
        Comment: {
            author: components["schemas"]["Author"];
            /** Created At */
            created_at: number;
            /** Edited At */
            edited_at?: number | null;
            /** Flow */
            flow: string;
            /** Id */
            id: string;
            /**
             * Mentions
             * @default []
             */
            mentions?: string[];
            /**
             * Node
             * @description Id of a node; null when it is about the flow.
             */
            node?: string | null;
            /**
             * Replies
             * @description How many answers there were.
             * @default 0
             */
            replies?: number;
            /** Resolved At */
            resolved_at?: number | null;
            /** Resolved By */
            resolved_by?: string | null;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /** Text */
            text: string;
            /**
             * Thread
             * @description The comment that this one answers; null for a first one.
             */
            thread?: string | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * CommentChange
         * @description What a comment says from now on.
         */
        CommentChange: {
            /**
             * Mentions
             * @description Ids of members who are told of it.
             * @default []
             */
            mentions?: string[];
            /**
             * Text
             * @description Markdown.
             */
            text: string;
        };
        /**
         * Comparison
         * @description Two runs compared step by step; steps are those that differ, in order of the first run, then of the second.
         */
        Comparison: {
            a: components["schemas"]["Run"];
            b: components["schemas"]["Run"];
            /**
             * Different
             * @default 0
             */
            different?: number;
            document?: components["schemas"]["DocumentDiff"];
            /**
             * Same
             * @default 0
             */
            same?: number;
            /**
             * Same Input
             * @default true
             */
            same_input?: boolean;
            /**
             * Same Output
             * @default true
             */
            same_output?: boolean;
            /** Steps */
            steps?: components["schemas"]["StepComparison"][];
        };
        /**
         * Conversion
         * @description Whose guest somebody was; without a token, that of the cookie.
         */
        Conversion: {
            /** Token */
            token?: string | null;
        };
        /**
         * CostView
         * @description What a run has cost so far.
         */
        CostView: {
            /** Credits */
            credits: number;
            /** Dollars */
            dollars: number;
            estimate: components["schemas"]["RangeView"];
            /** Nodes */
            nodes: components["schemas"]["NodeSpent"][];
            /** Prices Of */
            prices_of: string;
            /**
             * Refunded
             * @description Of that, for steps that failed because of the platform.
             */
            refunded: number;
            /**
             * Reserved
             * @description At its start; null where credits are not counted.
             */
            reserved: number | null;
            /** Run */
            run: string;
            /** Status */
            status: string;
        };
        /**
         * Credential
         * @description What may be shown of a credential; its secret fields stay sealed. Times are milliseconds since the epoch.
         */
        Credential: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Fields
             * @default []
             */
            fields?: string[];
            /** Id */
            id: string;
            /**
             * Last Used At
             * @description When a flow used it last, to half a minute.
             */
            last_used_at?: number | null;
            /** Name */
            name: string;
            /**
             * Problem
             * @description Why it cannot be used, such as a login that was withdrawn.
             */
            problem?: string | null;
            /** Reminded At */
            reminded_at?: number | null;
            /**
             * Rotate Days
             * @description After how many days to remind of replacing them.
             */
            rotate_days?: number | null;
            /**
             * Rotated At
             * @description When its secret fields were set last.
             * @default 0
             */
            rotated_at?: number;
            test?: components["schemas"]["CredentialTest"] | null;
            /** Type */
            type: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /**
             * Values
             * @description Of the fields that are no secrets.
             * @default {}
             */
            values?: {
                [key: string]: unknown;
            };
            /** Workspace */
            workspace: string;
        };
        /**
         * CredentialChange
         * @description What to change of a credential; what is not named stays.
         */
        CredentialChange: {
            /**
             * Fields
             * @description A value of null drops the field.
             */
            fields?: {
                [key: string]: unknown;
            } | null;
            /** Name */
            name?: string | null;
            /**
             * Rotate Days
             * @description Null: no reminders.
             */
            rotate_days?: number | null;
        };
        /**
         * CredentialTest
         * @description What a test of a credential found out.
         */
        CredentialTest: {
            /**
             * At
             * @description Milliseconds since the epoch.
             */
            at: number;
            /**
             * Code
             * @description Of the error, when it failed.
             */
            code?: string | null;
            /** Hint */
            hint?: string | null;
            /** Message */
            message: string;
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "failed" | "untested";
        };
        /**
         * CredentialTypes
         * @description All types, in the order in which to offer them.
         */
        CredentialTypes: {
            /** Items */
            items: components["schemas"]["CredentialTypeView"][];
        };
        /**
         * CredentialTypeView
         * @description A type of credential: what it is for, and the JSON Schema of its fields (`x-secret` marks secret ones).
         */
        CredentialTypeView: {
            /** Help */
            help: string;
            /** Icon */
            icon: string;
            /** Id */
            id: string;
            /** Schema */
            schema: {
                [key: string]: unknown;
            };
            /**
             * Test
             * @description What a test does; empty when it cannot be tested.
             */
            test: string;
            /**
             * Test Url
             * @description Whether the test needs an address.
             */
            test_url: boolean;
            /** Title */
            title: string;
            /**
             * Untested
             * @description Why it cannot.
             */
            untested: string;
        };
        /**
         * CredentialUser
         * @description Something that names a credential.
         */
        CredentialUser: {
            /**
             * Deleted
             * @description Whether the flow is in the trash.
             * @default false
             */
            deleted?: boolean;
            /**
             * Draft
             * @description Whether a flow's draft does.
             * @default false
             */
            draft?: boolean;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flow" | "channel";
            /** Name */
            name: string;
            /**
             * Published
             * @description Whether its published version does.
             * @default false
             */
            published?: boolean;
        };
        /**
         * CredentialUsers
         * @description What names a credential.
         */
        CredentialUsers: {
            /** Items */
            items: components["schemas"]["CredentialUser"][];
        };
        /**
         * Cron
         * @description A cron expression; days of month and of week are joined by *or* when both are restricted.
         */
        Cron: {
            /** Cron expression */
            expression: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "cron";
        };
        /**
         * DatasetDetails
         * @description A dataset and its columns.
         */
        DatasetDetails: {
            /** Columns */
            columns: components["schemas"]["Column"][];
            /** Name */
            name: string;
            /** Total */
            total: number;
            /** Updated At */
            updated_at: number;
        };
        /**
         * DatasetView
         * @description A dataset as listed.
         */
        DatasetView: {
            /** Columns */
            columns: string[];
            /** Name */
            name: string;
            /**
             * Total
             * @description Rows in it.
             */
            total: number;
            /** Updated At */
            updated_at: number;
        };
        /**
         * DayView
         * @description What runs of a flow that ended on a day were charged.
         */
        DayView: {
            /** Charged */
            charged: number;
            /** Day */
            day: string;
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string;
            /** Refunded */
            refunded: number;
            /** Runs */
            runs: number;
        };
        /**
         * DeadLetter
         * @description A start that failed, with its input.
         */
        DeadLetter: {
            /**
             * Attempts
             * @default 1
             */
            attempts?: number;
            /** Buried At */
            buried_at: number;
            /**
             * Chain
             * @default []
             */
            chain?: string[];
            /**
             * Error
             * @description Why it failed: `code`, `message`, `hint`.
             */
            error: {
                [key: string]: unknown;
            };
            /** Flow */
            flow: string;
            /**
             * Flow Name
             * @default
             */
            flow_name?: string;
            /** Id */
            id: string;
            /** Input */
            input?: unknown;
            /** Key */
            key: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "schedule" | "webhook" | "flow_event" | "error_flow" | "bulk";
            /**
             * Origin
             * @description What it came from: `schedule` and `scheduled_at`, or the `run` before it.
             */
            origin?: {
                [key: string]: unknown;
            };
            /** Redriven At */
            redriven_at?: number | null;
            /**
             * Run
             * @description The run it became, once it was redriven.
             */
            run?: string | null;
            /** Tried At */
            tried_at: number;
            /** Trigger */
            trigger: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * DeadLetterSummary
         * @description A start that failed, as listed; times are milliseconds since the epoch.
         */
        DeadLetterSummary: {
            /**
             * Attempts
             * @default 1
             */
            attempts?: number;
            /** Buried At */
            buried_at: number;
            /**
             * Error
             * @description Why it failed: `code`, `message`, `hint`.
             */
            error: {
                [key: string]: unknown;
            };
            /** Flow */
            flow: string;
            /**
             * Flow Name
             * @default
             */
            flow_name?: string;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "schedule" | "webhook" | "flow_event" | "error_flow" | "bulk";
            /**
             * Origin
             * @description What it came from: `schedule` and `scheduled_at`, or the `run` before it.
             */
            origin?: {
                [key: string]: unknown;
            };
            /** Redriven At */
            redriven_at?: number | null;
            /**
             * Run
             * @description The run it became, once it was redriven.
             */
            run?: string | null;
            /** Tried At */
            tried_at: number;
            /** Trigger */
            trigger: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * Decision
         * @description An answer to an approval.
         */
        Decision: {
            /** By */
            by?: string | null;
            /**
             * Comment
             * @default
             */
            comment?: string;
            /** Decision */
            decision: string;
            /** Form */
            form?: unknown;
        };
        /**
         * DiagnosticView
         * @description A problem of a document, or a remark about it.
         */
        DiagnosticView: {
            /** Code */
            code: string;
            /** Field */
            field?: string | null;
            /** Hint */
            hint?: string | null;
            /** Message */
            message: string;
            /** Node */
            node?: string | null;
            /** Severity */
            severity: string;
        };
        /**
         * DocumentDiff
         * @description All differences of two documents; empty lists when they mean and look the same.
         */
        DocumentDiff: {
            /**
             * Edges
             * @default []
             */
            edges?: components["schemas"]["EdgeChange"][];
            /**
             * Fields
             * @default []
             */
            fields?: components["schemas"]["FieldChange"][];
            /**
             * Groups
             * @default []
             */
            groups?: components["schemas"]["FieldChange"][];
            /**
             * Nodes
             * @default []
             */
            nodes?: components["schemas"]["NodeChange"][];
            /**
             * Notes
             * @default []
             */
            notes?: components["schemas"]["FieldChange"][];
        };
        /**
         * DollarRange
         * @description The same in dollars, a guide.
         */
        DollarRange: {
            /** Least */
            least: number;
            /** Most */
            most: number | null;
        };
        /**
         * Duplicate
         * @description How the copy is called.
         */
        Duplicate: {
            /** Name */
            name?: string | null;
        };
        /**
         * Durations
         * @description How long runs took; all but count, sum and mean are up to 9 % off where there were many.
         */
        Durations: {
            /** Count */
            count: number;
            /** Max Ms */
            max_ms: number | null;
            /** Mean Ms */
            mean_ms: number | null;
            /** Min Ms */
            min_ms: number | null;
            /** P50 Ms */
            p50_ms: number | null;
            /** P95 Ms */
            p95_ms: number | null;
            /** Sum Ms */
            sum_ms: number;
        };
        /**
         * Edge
         * @description An order between two nodes of the same container, from an output port to an input port.
         */
        Edge: {
            /**
             * Id
             * @default
             */
            id?: string;
            /** Source */
            source: string;
            /**
             * Source Port
             * @default out
             */
            source_port?: string;
            /** Target */
            target: string;
            /**
             * Target Port
             * @default in
             */
            target_port?: string;
        };
        /**
         * EdgeChange
         * @description An edge that is on one side only, from `node.port` to `node.port`.
         */
        EdgeChange: {
            /**
             * Change
             * @enum {string}
             */
            change: "added" | "removed";
            /** Source */
            source: string;
            /** Source Port */
            source_port: string;
            /** Target */
            target: string;
            /** Target Port */
            target_port: string;
        };
        /**
         * Email
         * @description Mail by an SMTP server.
         */
        Email: {
            /**
             * Credential
             * @description Id or name of a credential of type `smtp`.
             */
            credential: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "email";
            /** To */
            to: string[];
        };
        /**
         * Ended
         * @description How many sessions were ended.
         */
        Ended: {
            /** Ended */
            ended: number;
        };
        /**
         * Entry
         * @description A guest who goes on; a new one has nothing to say.
         */
        "Entry-Input": {
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /** Token */
            token?: string | null;
        };
        /**
         * Erasure
         * @description The same, and the account's address: what is removed does not come back.
         */
        Erasure: {
            /** Email */
            email: string;
            /** Password */
            password?: string | null;
        };
        /**
         * EstimateView
         * @description What a run will cost, node by node.
         */
        EstimateView: {
            /** Called */
            called: components["schemas"]["CalledView"][];
            credits: components["schemas"]["RangeView"];
            /** @description Of this flow alone, without those it calls. */
            dollars: components["schemas"]["DollarRange"];
            /** Loops */
            loops: components["schemas"]["LoopView"][];
            /** Nodes */
            nodes: components["schemas"]["NodeCostView"][];
            /**
             * Prices Of
             * @description When the prices behind the dollars were looked up.
             */
            prices_of: string;
        };
        /**
         * Event
         * @description Something that happened in a run; further fields depend on `type`.
         */
        Event: {
            /** At */
            at: number;
            /** Seq */
            seq: number;
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Events
         * @description Some events in order; ask again with `after` to go on, null at the end.
         */
        Events: {
            /** After */
            after: number | null;
            /** Items */
            items: components["schemas"]["Event"][];
        };
        /**
         * Every
         * @description A fixed interval counted from the schedule's start; days and weeks keep the local time of day.
         */
        Every: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "every";
            /** Every */
            n: number;
            /**
             * Unit
             * @enum {string}
             */
            unit: "minutes" | "hours" | "days" | "weeks";
        };
        /**
         * Exchange
         * @description A token that an issuer gave to the client itself.
         */
        Exchange: {
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /** Token */
            token: string;
        };
        /**
         * Explanation
         * @description A compiled document; `plan` is null when it has errors.
         */
        Explanation: {
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            /** Hash */
            hash: string | null;
            /** @description With `target=asl`, unless it has errors. */
            machine?: components["schemas"]["MachineView"] | null;
            plan: components["schemas"]["PlanNode"] | null;
        };
        /**
         * FieldChange
         * @description One value that differs; `before` or `after` is null where the other side alone has the field.
         */
        FieldChange: {
            /** After */
            after?: unknown;
            /** Before */
            before?: unknown;
            /** Path */
            path: string;
        };
        /**
         * FirstCode
         * @description A code of the app that was just set up.
         */
        FirstCode: {
            /**
             * Code
             * @description Of the authenticator app, or a recovery code.
             */
            code: string;
        };
        /**
         * Flow
         * @description A flow as listed; times are milliseconds since the epoch.
         */
        Flow: {
            canary?: components["schemas"]["Canary"] | null;
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Credentials
             * @default {}
             */
            credentials?: {
                [key: string]: string[];
            };
            /** Deleted At */
            deleted_at?: number | null;
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Folder
             * @default
             */
            folder?: string;
            /** Id */
            id: string;
            /** Live */
            live?: number | null;
            /** Name */
            name: string;
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /** Version */
            version?: number | null;
            /**
             * Webhook
             * @default []
             */
            webhook?: ("draft" | "published")[];
            /** Workspace */
            workspace: string;
        };
        /**
         * LinkBody
         * @description Who is to answer.
         */
        flow_builder__api__routes__approvals__LinkBody: {
            /**
             * By
             * @description One of the approvers, when it is for some people only.
             * @default
             */
            by?: string;
        };
        /**
         * LinkBody
         * @description How long a link is good, and whether a browser shows the file (pictures, videos, plain text) or saves it.
         */
        flow_builder__api__routes__artifacts__LinkBody: {
            /**
             * Seconds
             * @default 3600
             */
            seconds?: number;
            /**
             * Show
             * @default attachment
             * @enum {string}
             */
            show?: "inline" | "attachment";
        };
        /**
         * CountsView
         * @description What is counted of a listing.
         */
        flow_builder__api__routes__market__CountsView: {
            /**
             * Rating
             * @description Average of all ratings, null without any.
             */
            rating: number | null;
            /** Ratings */
            ratings: number;
            /** Uses */
            uses: number;
        };
        /**
         * CountsView
         * @description What was counted of runs that ended; the success rate leaves canceled ones out.
         */
        flow_builder__api__shapes__CountsView: {
            /** By Status */
            by_status: {
                [key: string]: number;
            };
            /** By Trigger */
            by_trigger: {
                [key: string]: number;
            };
            /** Credits */
            credits: number;
            duration: components["schemas"]["Durations"];
            /** Runs */
            runs: number;
            /** Steps */
            steps: number;
            /** Steps Failed */
            steps_failed: number;
            /** Success Rate */
            success_rate: number | null;
        };
        /** Page[Entry] */
        flow_builder__api__shapes__Page_Entry___1: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["flow_builder__domain__credits__Entry"][];
        };
        /** Page[Entry] */
        flow_builder__api__shapes__Page_Entry___2: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["flow_builder__domain__audit__Entry"][];
        };
        /**
         * Entry
         * @description A line of the log.
         */
        flow_builder__domain__audit__Entry: {
            /**
             * Actor
             * @description Id of the user, guest, API key or run.
             */
            actor: string;
            /**
             * Address
             * @description Where the request came from.
             */
            address?: string | null;
            /**
             * After
             * @description Digest of the thing after, null when there is none.
             */
            after?: string | null;
            /**
             * Agent
             * @description What the caller's program calls itself.
             */
            agent?: string | null;
            /**
             * At
             * @description When it was written; never before the entry before it.
             */
            at: number;
            /**
             * Before
             * @description Digest of the thing before, null when there was none.
             */
            before?: string | null;
            /**
             * Began At
             * @description When the request began.
             */
            began_at?: number | null;
            /** Correlation Id */
            correlation_id?: string | null;
            /**
             * Details
             * @description Further ids; never values.
             */
            details?: {
                [key: string]: string;
            };
            /**
             * Hash
             * @description SHA-256 of the entry's canonical JSON without this field.
             */
            hash: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "local" | "user" | "guest" | "key" | "run" | "host" | "anonymous";
            /**
             * Operation
             * @description As in openapi.json, or `credential_use`, `login` and the like.
             */
            operation: string;
            /**
             * Prev
             * @description Hash of the entry before.
             */
            prev: string;
            /**
             * Seq
             * @description Counts the workspace's entries, without gaps.
             */
            seq: number;
            /**
             * Status
             * @description HTTP status; null when no answer was given.
             */
            status?: number | null;
            /**
             * Subject
             * @description Id of what it was done to.
             */
            subject?: string | null;
            /**
             * User
             * @description The user behind an API key.
             */
            user?: string | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * Entry
         * @description One line of the ledger, never changed; `id` is made of what happened, so that it can happen only once.
         */
        flow_builder__domain__credits__Entry: {
            /** Amount */
            amount: number;
            /** At */
            at: number;
            /** Charged */
            charged?: number | null;
            /** Flow */
            flow?: string | null;
            /** Flow Name */
            flow_name?: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "opening" | "grant" | "purchase" | "reserve" | "settle" | "refund" | "reversal";
            /**
             * Note
             * @default
             */
            note?: string;
            /** Run */
            run?: string | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * FlowCounts
         * @description Counts of one flow.
         */
        FlowCounts: {
            /** By Status */
            by_status: {
                [key: string]: number;
            };
            /** By Trigger */
            by_trigger: {
                [key: string]: number;
            };
            /** Credits */
            credits: number;
            duration: components["schemas"]["Durations"];
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string | null;
            /** Runs */
            runs: number;
            /** Steps */
            steps: number;
            /** Steps Failed */
            steps_failed: number;
            /** Success Rate */
            success_rate: number | null;
        };
        /**
         * FlowDocument
         * @description A whole flow, as stored, sent and read; `load_document` makes one from raw data.
         */
        FlowDocument: {
            /**
             * Description
             * @default
             */
            description?: string;
            /**
             * Edges
             * @default []
             */
            edges?: components["schemas"]["Edge"][];
            /**
             * Groups
             * @default []
             */
            groups?: components["schemas"]["Group"][];
            /** Id */
            id?: string | null;
            /** Input Schema */
            input_schema?: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /**
             * Nodes
             * @default []
             */
            nodes?: components["schemas"]["Node"][];
            /**
             * Notes
             * @default []
             */
            notes?: components["schemas"]["Note"][];
            /**
             * Schema
             * @default 1
             */
            schema?: number;
            /**
             * @default {
             *       "durability": "balanced",
             *       "timeout_s": 3600,
             *       "concurrency": 10,
             *       "env": {}
             *     }
             */
            settings?: components["schemas"]["Settings"];
        };
        /**
         * FlowUse
         * @description What runs of a flow were charged.
         */
        FlowUse: {
            /** Charged */
            charged: number;
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string;
            /** Refunded */
            refunded: number;
            /** Runs */
            runs: number;
        };
        /**
         * FlowVersion
         * @description A published version; only its tags ever change.
         */
        FlowVersion: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /** Document */
            document: string;
            /** Flow */
            flow: string;
            /**
             * Message
             * @default
             */
            message?: string;
            /** Number */
            number: number;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
        };
        /**
         * FlowView
         * @description A flow with its document and what the compiler has to say about it.
         */
        FlowView: {
            canary?: components["schemas"]["Canary"] | null;
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Credentials
             * @default {}
             */
            credentials?: {
                [key: string]: string[];
            };
            /** Deleted At */
            deleted_at?: number | null;
            /**
             * Description
             * @default
             */
            description?: string;
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            document: components["schemas"]["FlowDocument"];
            /**
             * Folder
             * @default
             */
            folder?: string;
            /** Id */
            id: string;
            /** Live */
            live?: number | null;
            /** Name */
            name: string;
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /**
             * Shown Version
             * @description Version of `document`, when one was asked for.
             */
            shown_version?: number | null;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /** Version */
            version?: number | null;
            /**
             * Webhook
             * @default []
             */
            webhook?: ("draft" | "published")[];
            /** Workspace */
            workspace: string;
        };
        /**
         * Forgotten
         * @description Whose password is to be replaced.
         */
        "Forgotten-Input": {
            /** Email */
            email: string;
        };
        /**
         * Forgotten
         * @description How many cached results were removed.
         */
        "Forgotten-Output": {
            /** Removed */
            removed: number;
        };
        /**
         * FormView
         * @description A flow's form.
         */
        FormView: {
            /** Flow */
            flow: string;
            /**
             * Html
             * @description The page that the draft makes, to be looked at.
             */
            html: string;
            /** Title */
            title: string;
            /**
             * Url
             * @description Where it is filled in: the newest version's, or the draft's while there is none.
             */
            url: string;
            /**
             * Version
             * @description The newest published version, null while there is none.
             */
            version: number | null;
        };
        /**
         * Group
         * @description A named frame on the canvas: what lies in it moves with it; it has no meaning for execution.
         */
        Group: {
            /**
             * Color
             * @default blue
             */
            color?: string;
            /** Id */
            id: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * @default {
             *       "x": 0,
             *       "y": 0
             *     }
             */
            position?: components["schemas"]["Position"];
        };
        /**
         * GuestTokens
         * @description A guest and what they prove it with.
         */
        GuestTokens: {
            /** Access Token */
            access_token: string;
            /**
             * Expires At
             * @description Milliseconds since the epoch; then everything is removed.
             */
            expires_at: number;
            /**
             * Expires In
             * @description Seconds for which the access token holds.
             */
            expires_in: number;
            /** Guest */
            guest: string;
            /**
             * Token
             * @description Goes on as this guest; shown once, and never with a cookie.
             */
            token: string | null;
            /**
             * Token Type
             * @default Bearer
             */
            token_type?: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * Head
         * @description The last entry of a workspace's chain; all zeros before the first.
         */
        Head: {
            /**
             * At
             * @default 0
             */
            at?: number;
            /**
             * Hash
             * @default 0000000000000000000000000000000000000000000000000000000000000000
             */
            hash?: string;
            /**
             * Seq
             * @default 0
             */
            seq?: number;
        };
        /**
         * HealBody
         * @description Which run's healed targets are to be taken over.
         */
        HealBody: {
            /** Run */
            run: string;
            /**
             * Steps
             * @description Keys of the steps that are meant; null for all.
             */
            steps?: string[] | null;
        };
        /**
         * Healed
         * @description One target of a step that matched nothing, and what was used instead.
         */
        Healed: {
            /** Action */
            action: string;
            /** Node */
            node: string;
            /** Score */
            score: number | null;
            /** Step */
            step: string;
            /** Suggested */
            suggested: {
                [key: string]: unknown;
            }[];
            /** Target */
            target: {
                [key: string]: unknown;
            };
            /**
             * Times
             * @default 1
             */
            times?: number;
            /** Used */
            used: string;
            /** Wanted */
            wanted: string;
        };
        /**
         * HealedFlow
         * @description The flow after the change.
         */
        HealedFlow: {
            /** Applied */
            applied: components["schemas"]["Healed"][];
            flow: components["schemas"]["Flow"];
            /** Left */
            left: components["schemas"]["LeftAlone"][];
        };
        /**
         * Health
         * @description That the host is up.
         */
        Health: {
            /** Status */
            status: string;
            /** Version */
            version: string;
            /** Workspace */
            workspace: string;
        };
        /**
         * Heeded
         * @description That a notice was read.
         */
        Heeded: {
            /** Added */
            added: boolean;
            /** Reversed */
            reversed: boolean;
        };
        /**
         * Identities
         * @description Accounts elsewhere that sign in here.
         */
        Identities: {
            /** Items */
            items: components["schemas"]["Identity"][];
        };
        /**
         * Identity
         * @description An account elsewhere that signs in here.
         */
        Identity: {
            /** Email */
            email?: string | null;
            /** Id */
            id: string;
            /** Issuer */
            issuer: string;
            /** Linked At */
            linked_at: number;
        };
        /**
         * Import
         * @description Rows to add: as a list, as CSV with a heading row, or as JSON lines.
         */
        Import: {
            /** Csv */
            csv?: string | null;
            /** Jsonl */
            jsonl?: string | null;
            /**
             * Key
             * @description Fields that say which row it is; without any, every row is added.
             * @default []
             */
            key?: string[];
            /**
             * Mode
             * @description For a row that is there already.
             * @default upsert
             * @enum {string}
             */
            mode?: "upsert" | "ignore";
            /** Rows */
            rows?: {
                [key: string]: unknown;
            }[] | null;
        };
        /**
         * ImportNote
         * @description Something to know about one part of the input.
         */
        ImportNote: {
            /**
             * Field
             * @description JSON pointer into the input, or the option of a command.
             */
            field?: string | null;
            /** Message */
            message: string;
            /**
             * Node
             * @description Key of the node that it became.
             */
            node?: string | null;
        };
        /**
         * ImportReport
         * @description How much of the input is in the flow.
         */
        ImportReport: {
            /**
             * Credentials
             * @default []
             */
            credentials?: components["schemas"]["NeededCredential"][];
            /** Format */
            format: string;
            /**
             * Imported
             * @description Those that the flow does, too; the others are disabled nodes or left out.
             */
            imported: number;
            /**
             * Notes
             * @description Whatever is not as it was, in the order of the input.
             * @default []
             */
            notes?: components["schemas"]["ImportNote"][];
            /**
             * Steps
             * @description Parts of the input that do something.
             */
            steps: number;
        };
        /**
         * ImportView
         * @description What an import made; `flow` is null when nothing was stored.
         */
        ImportView: {
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            document: components["schemas"]["FlowDocument"];
            flow: components["schemas"]["Flow"] | null;
            report: components["schemas"]["ImportReport"];
        };
        /**
         * InputScope
         * @description The run's input.
         */
        InputScope: {
            /** Sample */
            sample: unknown;
            /** Schema */
            schema: {
                [key: string]: unknown;
            };
        };
        /**
         * Invitation
         * @description Somebody who may become a member; the link was sent to the address, and is good for it alone.
         */
        Invitation: {
            /**
             * By
             * @description User who sent it.
             */
            by: string;
            /** Created At */
            created_at: number;
            /** Email */
            email: string;
            /** Expires At */
            expires_at: number;
            /** Id */
            id: string;
            role: components["schemas"]["Role"];
            /** Sent At */
            sent_at: number;
        };
        /**
         * IssuerView
         * @description An outside issuer to sign in by.
         */
        IssuerView: {
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /**
         * Iteration
         * @description One iteration of a loop; `path` leads to its steps. Times are milliseconds since the epoch.
         */
        Iteration: {
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Finished At */
            finished_at?: number | null;
            /** Index */
            index: number;
            /** Path */
            path: string;
            /** Started At */
            started_at?: number | null;
            status: components["schemas"]["Status"];
            /** Steps */
            steps?: {
                [key: string]: number;
            };
        };
        /**
         * IterationScope
         * @description `item` and `index` of the innermost loop.
         */
        IterationScope: {
            /** Index */
            index: number;
            /** Item */
            item: unknown;
        };
        /**
         * KeyRotation
         * @description How keys of access tokens are to be replaced.
         */
        KeyRotation: {
            /**
             * Forget
             * @description Whether tokens that older keys signed end at once.
             * @default false
             */
            forget?: boolean;
        };
        /**
         * LastDelivery
         * @description How a channel's last delivery went.
         */
        LastDelivery: {
            /** At */
            at: number;
            /**
             * Attempts
             * @default 1
             */
            attempts?: number;
            /** Code */
            code?: string | null;
            /** Hint */
            hint?: string | null;
            /** Message */
            message?: string | null;
            /**
             * Notification
             * @description Null for a test.
             */
            notification?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "delivered" | "retrying" | "failed";
        };
        /**
         * LeftAlone
         * @description A healed target that the draft has not taken over, and why.
         */
        LeftAlone: {
            healed: components["schemas"]["Healed"];
            /** Reason */
            reason: string;
        };
        /**
         * LimitsView
         * @description The caller's limits.
         */
        LimitsView: {
            /** Categories */
            categories: components["schemas"]["LimitView"][];
            /**
             * Enforced
             * @description Whether this host refuses what is over them (FLOW_RATE_LIMITS).
             */
            enforced: boolean;
            /**
             * Flow Starts
             * @description Calls of one flow's webhook and form in a minute, whoever makes them.
             */
            flow_starts: number;
            /** Window S */
            window_s: number;
        };
        /**
         * LimitView
         * @description One of the caller's limits.
         */
        LimitView: {
            /**
             * Category
             * @enum {string}
             */
            category: "general" | "flows" | "runs" | "credentials" | "uploads";
            /**
             * Limit
             * @description Requests in any minute.
             */
            limit: number;
            /** Remaining */
            remaining: number;
            /**
             * Reset S
             * @description Seconds until there will be more; 0 when nothing is used.
             */
            reset_s: number;
        };
        /**
         * Link
         * @description A link that needs no login; it cannot be taken back before its time.
         */
        Link: {
            /**
             * Expires At
             * @description Milliseconds since the epoch.
             */
            expires_at: number;
            /** Url */
            url: string;
        };
        /**
         * ListingPage
         * @description A listing with its flow.
         */
        ListingPage: {
            /**
             * By
             * @description Who publishes it, as that one wants to be called.
             * @default
             */
            by?: string;
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            document: components["schemas"]["FlowDocument"];
            /** Id */
            id: string;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * My Stars
             * @description One's own rating.
             */
            my_stars: number | null;
            /**
             * Node Types
             * @default []
             */
            node_types?: string[];
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Origin
             * @default market
             * @enum {string}
             */
            origin?: "bundled" | "market";
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /** Own */
            own: boolean;
            /**
             * Picture
             * @description Names the picture's content; null without one.
             */
            picture?: string | null;
            /**
             * Published At
             * @default 0
             */
            published_at?: number;
            /**
             * Rating
             * @description Average of all ratings, null without any.
             */
            rating: number | null;
            /** Ratings */
            ratings: number;
            /**
             * Reports
             * @description How many have reported it; null for what is not one's own.
             */
            reports: number | null;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /** Uses */
            uses: number;
        };
        /**
         * ListingView
         * @description A listing in a list.
         */
        ListingView: {
            /**
             * By
             * @description Who publishes it, as that one wants to be called.
             * @default
             */
            by?: string;
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            /** Id */
            id: string;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * Node Types
             * @default []
             */
            node_types?: string[];
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Origin
             * @default market
             * @enum {string}
             */
            origin?: "bundled" | "market";
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /**
             * Own
             * @description Whether the workspace has published it.
             */
            own: boolean;
            /**
             * Picture
             * @description Names the picture's content; null without one.
             */
            picture?: string | null;
            /**
             * Published At
             * @default 0
             */
            published_at?: number;
            /**
             * Rating
             * @description Average of all ratings, null without any.
             */
            rating: number | null;
            /** Ratings */
            ratings: number;
            /**
             * Score
             * @description How well it fits what is looked for, from 0 to 1.
             */
            score: number | null;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /** Uses */
            uses: number;
        };
        /**
         * LoopView
         * @description A loop of which nobody knows beforehand how often it runs.
         */
        LoopView: {
            /** Key */
            key: string;
            /** Max Iterations */
            max_iterations: number;
            /** Node */
            node: string;
            per_iteration: components["schemas"]["RangeView"];
        };
        /**
         * MachineView
         * @description A flow as the state machine that AWS Step Functions executes.
         */
        MachineView: {
            /**
             * Bytes
             * @description Size of the published definition, of 1,048,576 at most.
             */
            bytes: number;
            /**
             * Events
             * @description History events of a run at most, retries aside, of 25,000 at most.
             */
            events: number;
            /** Hash */
            hash: string;
            /**
             * Machine
             * @description In Amazon States Language; `${…}` stand for names of the stack.
             */
            machine: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /**
             * States
             * @description How many there are, those inside Parallel and Map included.
             */
            states: number;
        };
        /**
         * MadeKey
         * @description A key with its text.
         */
        MadeKey: {
            /** Created At */
            created_at: number;
            /** Expires At */
            expires_at?: number | null;
            /** Id */
            id: string;
            /**
             * Key
             * @description Shown this once.
             */
            key: string;
            /** Name */
            name: string;
            /**
             * Prefix
             * @description How the key begins, to tell keys apart.
             */
            prefix: string;
            /** @description What it may do at most. */
            role: components["schemas"]["Role"];
            /** Scopes */
            scopes: ("flows:read" | "flows:write" | "runs:read" | "runs:write" | "data:read" | "data:write" | "credentials:read" | "credentials:write" | "workspace:read" | "workspace:write")[];
            /**
             * Used At
             * @description Its last use, to the minute.
             */
            used_at?: number | null;
            /**
             * User
             * @description Who made it; it may never do more than that one may.
             */
            user: string;
        };
        /**
         * MadeShare
         * @description A link with its address.
         */
        MadeShare: {
            /**
             * By
             * @description User who made it.
             */
            by: string;
            /** Created At */
            created_at: number;
            /**
             * Expires At
             * @description Null for never.
             */
            expires_at?: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flow" | "run";
            /**
             * Subject
             * @description Id of the flow or run.
             */
            subject: string;
            /**
             * Token
             * @description Shown this once.
             */
            token: string;
            /**
             * Url
             * @description A page for people; shown this once.
             */
            url: string;
        };
        /**
         * MailToken
         * @description What a mail's link said.
         */
        MailToken: {
            /** Token */
            token: string;
        };
        /**
         * Mark
         * @description How a notification is marked.
         */
        Mark: {
            /**
             * Read
             * @default true
             */
            read?: boolean;
        };
        /**
         * Marked
         * @description How many notifications were marked.
         */
        Marked: {
            /** Marked */
            marked: number;
        };
        /**
         * MarketUse
         * @description How the new flow is called; without a name as the template's flow.
         */
        MarketUse: {
            /** Name */
            name?: string | null;
        };
        /**
         * Marks
         * @description Notifications to mark as read.
         */
        Marks: {
            /**
             * Ids
             * @description Left out: all that are there now.
             */
            ids?: string[] | null;
        };
        /**
         * Me
         * @description Who asks, and as what.
         */
        Me: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "local" | "user" | "guest" | "key";
            /**
             * Refused
             * @description Operations that take another role, by operation id, and which.
             */
            refused: {
                [key: string]: components["schemas"]["Role"];
            };
            role: components["schemas"]["Role"];
            user: components["schemas"]["User"] | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * Members
         * @description The members of a workspace.
         */
        Members: {
            /** Items */
            items: components["schemas"]["MemberView"][];
        };
        /**
         * MemberView
         * @description A member; `name` and `email` are those of the account.
         */
        MemberView: {
            /** Email */
            email: string | null;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
            /** User */
            user: string;
        };
        /**
         * MonthView
         * @description What the runs of a month use, reservations included.
         */
        MonthView: {
            /**
             * Budget
             * @description Null without one.
             */
            budget: number | null;
            /** Left */
            left: number | null;
            /** Month */
            month: string;
            /** Used */
            used: number;
        };
        /**
         * Named
         * @description What a workspace is called.
         */
        Named: {
            /** Name */
            name: string;
        };
        /**
         * NeededCredential
         * @description A credential that the flow names and that has to be stored before it runs.
         */
        NeededCredential: {
            /**
             * Fields
             * @description The fields it needs; their values are in the input, not in the flow.
             */
            fields: string[];
            /** Name */
            name: string;
            /**
             * Node
             * @description Key of the node that uses it.
             */
            node: string;
            /** Reason */
            reason: string;
            /** Type */
            type: string;
        };
        /**
         * NewAccount
         * @description An account to be confirmed by mail.
         */
        NewAccount: {
            /** Email */
            email: string;
            /**
             * Name
             * @default
             */
            name?: string;
        };
        /**
         * NewComment
         * @description A comment on a flow; with `node` on that node, with `thread` an answer to that comment.
         */
        NewComment: {
            /**
             * Mentions
             * @description Ids of members who are told of it.
             * @default []
             */
            mentions?: string[];
            /** Node */
            node?: string | null;
            /**
             * Text
             * @description Markdown.
             */
            text: string;
            /** Thread */
            thread?: string | null;
        };
        /**
         * NewCredential
         * @description A credential to keep.
         */
        NewCredential: {
            /**
             * Fields
             * @description As the type's schema says.
             */
            fields: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Rotate Days */
            rotate_days?: number | null;
            /** Type */
            type: string;
        };
        /**
         * NewEmail
         * @description Another address, and the password once more.
         */
        NewEmail: {
            /** Email */
            email: string;
            /** Password */
            password?: string | null;
        };
        /**
         * NewFields
         * @description Fields that replace those of a credential.
         */
        NewFields: {
            /**
             * Fields
             * @description As the type's schema says.
             */
            fields: {
                [key: string]: unknown;
            };
        };
        /**
         * NewInvitation
         * @description Whom to invite, and as what.
         */
        NewInvitation: {
            /** Email */
            email: string;
            /**
             * Role
             * @default editor
             * @enum {string}
             */
            role?: "viewer" | "operator" | "editor" | "admin";
        };
        /**
         * NewKey
         * @description A key to make.
         */
        NewKey: {
            /**
             * Expires At
             * @description Milliseconds since the epoch; null for never.
             */
            expires_at?: number | null;
            /** Name */
            name: string;
            /**
             * @description What it may do at most; no more than its maker may.
             * @default editor
             */
            role?: components["schemas"]["Role"];
            /** Scopes */
            scopes: ("flows:read" | "flows:write" | "runs:read" | "runs:write" | "data:read" | "data:write" | "credentials:read" | "credentials:write" | "workspace:read" | "workspace:write")[];
        };
        /**
         * NewLimits
         * @description How many runs the workspace may have under way at once.
         */
        NewLimits: {
            /**
             * Runs At Once
             * @description Null for what the host gives.
             */
            runs_at_once: number | null;
        };
        /**
         * NewName
         * @description How somebody wants to be called.
         */
        NewName: {
            /** Name */
            name: string;
        };
        /**
         * NewOffer
         * @description The member to whom the workspace is offered.
         */
        NewOffer: {
            /** User */
            user: string;
        };
        /**
         * NewOwner
         * @description The first account of an installation.
         */
        NewOwner: {
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
        };
        /**
         * NewPassword
         * @description The password that is and the one to be.
         */
        NewPassword: {
            /** Current */
            current?: string | null;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
        };
        /**
         * NewRating
         * @description What one thinks of a template.
         */
        NewRating: {
            /** Stars */
            stars: number;
        };
        /**
         * NewRole
         * @description What a member may do from now on.
         */
        NewRole: {
            role: components["schemas"]["Role"];
        };
        /**
         * NewSchedule
         * @description A schedule of a flow.
         */
        NewSchedule: {
            /** Flow */
            flow: string;
            /**
             * Name
             * @default
             */
            name?: string;
            spec: components["schemas"]["ScheduleSpec"];
        };
        /**
         * NewShare
         * @description What to make a link to.
         */
        NewShare: {
            /**
             * Expires At
             * @description Milliseconds since the epoch; 30 days from now if left out, null for never.
             */
            expires_at?: number | null;
            /**
             * Id
             * @description Of the flow or run.
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flow" | "run";
        };
        /**
         * NewTemplate
         * @description A flow to keep as a template.
         */
        NewTemplate: {
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            /** Flow */
            flow: string;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /**
             * Picture
             * @description PNG, JPEG or WebP of at most 300 kB, in Base64.
             */
            picture?: string | null;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Version
             * @description A version of the flow; without it the draft.
             */
            version?: number | null;
        };
        /**
         * NewVariables
         * @description Variables that replace those there are.
         */
        NewVariables: {
            /** Variables */
            variables: {
                [key: string]: string;
            };
        };
        /**
         * Node
         * @description One node of the graph; `key` names it in expressions, `id` in edges and records.
         */
        Node: {
            cache?: components["schemas"]["Cache"] | null;
            /**
             * Compensate With
             * @description A disconnected node that undoes this one when the run fails later.
             */
            compensate_with?: string | null;
            /** Config */
            config?: {
                [key: string]: unknown;
            };
            /**
             * Disabled
             * @description Pass through: the step succeeds with its first input's output.
             * @default false
             */
            disabled?: boolean;
            /** Id */
            id: string;
            /** Key */
            key: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Notes
             * @default
             */
            notes?: string;
            /**
             * On Error
             * @default fail
             * @enum {string}
             */
            on_error?: "fail" | "continue" | "branch";
            /** Parent */
            parent?: string | null;
            /**
             * Pinned Output
             * @description Used instead of executing the node in runs from the editor.
             */
            pinned_output?: unknown;
            /**
             * @default {
             *       "x": 0,
             *       "y": 0
             *     }
             */
            position?: components["schemas"]["Position"];
            retry?: components["schemas"]["Retry"] | null;
            /** Timeout S */
            timeout_s?: number | null;
            /** Type */
            type: string;
            /**
             * Type Version
             * @default 1
             */
            type_version?: number;
        };
        /**
         * NodeChange
         * @description A node that is on one side only, or differs; a node is the same as long as its id is.
         */
        NodeChange: {
            /**
             * Change
             * @enum {string}
             */
            change: "added" | "removed" | "changed" | "moved";
            /**
             * Fields
             * @default []
             */
            fields?: components["schemas"]["FieldChange"][];
            /** Id */
            id: string;
            /** Key */
            key: string;
            /** Type */
            type: string;
        };
        /**
         * NodeCostView
         * @description One node's share.
         */
        NodeCostView: {
            credits: components["schemas"]["RangeView"];
            dollars: components["schemas"]["DollarRange"];
            /** Key */
            key: string;
            /** Node */
            node: string;
            /**
             * Price
             * @description Credits of one execution.
             */
            price: number;
            times: components["schemas"]["RangeView"];
            /** Type */
            type: string;
        };
        /**
         * NodeSpent
         * @description What one node's steps have cost.
         */
        NodeSpent: {
            /** Credits */
            credits: number;
            /** Dollars */
            dollars: number;
            /** Key */
            key: string;
            /** Ms */
            ms: number;
            /** Node */
            node: string;
            /** Steps */
            steps: number;
            /** Tokens In */
            tokens_in: number;
            /** Tokens Out */
            tokens_out: number;
            /** Type */
            type: string;
        };
        /**
         * NodeSummary
         * @description A node type as the palette shows it.
         */
        NodeSummary: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * NodeView
         * @description Everything about a node type: help, schemas, ports, examples.
         */
        NodeView: {
            /** Id */
            id: string;
            /** Title */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Note
         * @description A sticky note on the canvas; it has no meaning for execution.
         */
        Note: {
            /**
             * Color
             * @default yellow
             */
            color?: string;
            /** Id */
            id: string;
            /**
             * @default {
             *       "x": 0,
             *       "y": 0
             *     }
             */
            position?: components["schemas"]["Position"];
            /**
             * Text
             * @default
             */
            text?: string;
        };
        /**
         * Notification
         * @description A notification as stored and shown; times are milliseconds since the epoch.
         */
        Notification: {
            /**
             * Count
             * @description How many failures of the flow are told by this one.
             * @default 1
             */
            count?: number;
            /** Created At */
            created_at: number;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Flow */
            flow?: string | null;
            /** Flow Name */
            flow_name?: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low" | "credential_failed" | "credential_due" | "mention";
            /**
             * Read
             * @default false
             */
            read?: boolean;
            /**
             * Run
             * @description The run it is about; of several, the last.
             */
            run?: string | null;
            /** Schedule */
            schedule?: string | null;
            /**
             * Text
             * @default
             */
            text?: string;
            /** Title */
            title: string;
            /** Updated At */
            updated_at: number;
            /** Workspace */
            workspace: string;
        };
        /**
         * OauthBegun
         * @description Where to send the browser; it comes back to `callback`, which the service has to know.
         */
        OauthBegun: {
            /** Callback */
            callback: string;
            /**
             * Expires At
             * @description Milliseconds since the epoch.
             */
            expires_at: number;
            /** State */
            state: string;
            /** Url */
            url: string;
        };
        /**
         * OauthStart
         * @description Which credential somebody wants to connect.
         */
        OauthStart: {
            /** Credential */
            credential: string;
        };
        /**
         * Offer
         * @description A workspace that its owner offers to a member; it changes hands when that one accepts.
         */
        Offer: {
            /** By */
            by: string;
            /** Created At */
            created_at: number;
            /** Expires At */
            expires_at: number;
            /** User */
            user: string;
        };
        /**
         * Once
         * @description One moment, as a local time such as 2026-12-24T08:00.
         */
        Once: {
            /** At */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "once";
        };
        /**
         * Order
         * @description A pack of credits that a workspace wants to buy; it is `paid` once the provider has said so.
         */
        Order: {
            /**
             * By
             * @default
             */
            by?: string;
            /** Cents */
            cents: number;
            /** Created At */
            created_at: number;
            /** Credits */
            credits: number;
            /** Currency */
            currency: string;
            /**
             * Disputes
             * @default {}
             */
            disputes?: {
                [key: string]: number;
            };
            /** Id */
            id: string;
            /** Pack */
            pack: string;
            /** Paid At */
            paid_at?: number | null;
            /** Provider */
            provider: string;
            /**
             * Refunded Cents
             * @default 0
             */
            refunded_cents?: number;
            /**
             * Reversed
             * @default 0
             */
            reversed?: number;
            /** Session */
            session?: string | null;
            /**
             * Status
             * @default open
             */
            status?: string;
            /** Url */
            url?: string | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * Organise
         * @description Where a flow lies; what is left out stays.
         */
        Organise: {
            /** Folder */
            folder?: string | null;
            /** Tags */
            tags?: string[] | null;
        };
        /**
         * Outstanding
         * @description The flows that stand out, up to ten each.
         */
        Outstanding: {
            /** Busiest */
            busiest: components["schemas"]["FlowCounts"][];
            /** Failing */
            failing: components["schemas"]["FlowCounts"][];
            /**
             * Slowest
             * @description By the 95th percentile of their durations.
             */
            slowest: components["schemas"]["FlowCounts"][];
        };
        /**
         * OwnWorkspace
         * @description A workspace as one of its members sees it.
         */
        OwnWorkspace: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /** Deleted At */
            deleted_at?: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "personal" | "team";
            /** Name */
            name: string;
            /** @description Of who asks. */
            role: components["schemas"]["Role"];
            /**
             * Runs At Once
             * @description As an owner set it; null for what the host gives.
             */
            runs_at_once?: number | null;
        };
        /**
         * PackView
         * @description A pack of credits.
         */
        PackView: {
            /** Cents */
            cents: number;
            /** Credits */
            credits: number;
            /** Currency */
            currency: string;
            /** Id */
            id: string;
        };
        /** Page[ApiKey] */
        Page_ApiKey_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["ApiKey"][];
        };
        /** Page[Breaker] */
        Page_Breaker_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Breaker"][];
        };
        /** Page[CacheEntry] */
        Page_CacheEntry_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["CacheEntry"][];
        };
        /** Page[CaptureView] */
        Page_CaptureView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["CaptureView"][];
        };
        /** Page[Channel] */
        Page_Channel_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Channel"][];
        };
        /** Page[Comment] */
        Page_Comment_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Comment"][];
        };
        /** Page[Credential] */
        Page_Credential_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Credential"][];
        };
        /** Page[DatasetView] */
        Page_DatasetView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["DatasetView"][];
        };
        /** Page[DeadLetterSummary] */
        Page_DeadLetterSummary_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["DeadLetterSummary"][];
        };
        /** Page[Flow] */
        Page_Flow_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Flow"][];
        };
        /** Page[FlowVersion] */
        Page_FlowVersion_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["FlowVersion"][];
        };
        /** Page[Healed] */
        Page_Healed_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Healed"][];
        };
        /** Page[Invitation] */
        Page_Invitation_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Invitation"][];
        };
        /** Page[Iteration] */
        Page_Iteration_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Iteration"][];
        };
        /** Page[ListingView] */
        Page_ListingView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["ListingView"][];
        };
        /** Page[NodeSummary] */
        Page_NodeSummary_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["NodeSummary"][];
        };
        /** Page[Notification] */
        Page_Notification_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Notification"][];
        };
        /** Page[Order] */
        Page_Order_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Order"][];
        };
        /** Page[PauseView] */
        Page_PauseView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["PauseView"][];
        };
        /** Page[PublicFlow] */
        Page_PublicFlow_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["PublicFlow"][];
        };
        /** Page[Run] */
        Page_Run_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Run"][];
        };
        /** Page[ScheduleView] */
        Page_ScheduleView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["ScheduleView"][];
        };
        /** Page[Share] */
        Page_Share_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Share"][];
        };
        /** Page[StepView] */
        Page_StepView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["StepView"][];
        };
        /** Page[Template] */
        Page_Template_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Template"][];
        };
        /** Page[WebhookSummary] */
        Page_WebhookSummary_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["WebhookSummary"][];
        };
        /**
         * PauseView
         * @description A step that waits for somebody.
         */
        PauseView: {
            /** Kind */
            kind: string;
            /**
             * Link
             * @description A page to answer it without an account, if everybody may.
             */
            link?: string | null;
            /** Node */
            node: string;
            /**
             * Request
             * @default {}
             */
            request?: {
                [key: string]: unknown;
            };
            /** Run */
            run: string;
            /** Status */
            status: string;
            /** Token */
            token: string;
            /** Until */
            until?: number | null;
            /** Workspace */
            workspace: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * PlanNode
         * @description A part of a plan, as one line of a tree.
         */
        PlanNode: {
            /** Children */
            children: components["schemas"]["PlanNode"][];
            /** Kind */
            kind: string;
            /** Text */
            text: string;
        };
        /**
         * Policy
         * @description A policy to keep.
         */
        Policy: {
            /**
             * Visits at once
             * @description 0 for any number; 2 for public sites.
             */
            concurrency?: number | null;
            /**
             * Pause
             * @description Seconds between the starts of two visits; 1 for public sites.
             */
            delay_s?: number | null;
            /** Domains */
            domains?: {
                [key: string]: components["schemas"]["SitePolicy"];
            };
            /**
             * robots.txt
             * @description Obey it (the default), only log a warning, or do not ask for it.
             */
            robots?: ("obey" | "warn" | "ignore") | null;
        };
        /**
         * Politeness
         * @description A workspace's policy. A rule for a domain holds for all below it, too, which then take turns together.
         */
        Politeness: {
            /**
             * Visits at once
             * @description 0 for any number; 2 for public sites.
             */
            concurrency?: number | null;
            /**
             * Pause
             * @description Seconds between the starts of two visits; 1 for public sites.
             */
            delay_s?: number | null;
            /** Domains */
            domains?: {
                [key: string]: components["schemas"]["SitePolicy"];
            };
            /**
             * robots.txt
             * @description Obey it (the default), only log a warning, or do not ask for it.
             */
            robots?: ("obey" | "warn" | "ignore") | null;
        };
        /**
         * Position
         * @description Where a node lies on the canvas, in canvas units, relative to its parent container.
         */
        Position: {
            /** Height */
            height?: number | null;
            /** Width */
            width?: number | null;
            /**
             * X
             * @default 0
             */
            x?: number;
            /**
             * Y
             * @default 0
             */
            y?: number;
        };
        /**
         * Preview
         * @description A value and what it was made of; with `error` there is none. `type` is the JSON type of the value.
         *
         *     `value` is null and `shown` its beginning when it is larger than 256 KiB.
         */
        Preview: {
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** References */
            references?: {
                [key: string]: unknown;
            }[];
            /** Run */
            run?: string | null;
            /** Shown */
            shown?: string | null;
            /**
             * Truncated
             * @default false
             */
            truncated?: boolean;
            /** Type */
            type?: string | null;
            /** Value */
            value?: unknown;
        };
        /**
         * PreviewBody
         * @description A text or a config with templates, and values to use instead of recorded ones.
         */
        PreviewBody: {
            /**
             * At
             * @description Key of the step that the expression is in.
             */
            at?: string | null;
            /**
             * Document
             * @description The document as it is in the editor.
             */
            document?: {
                [key: string]: unknown;
            } | string | null;
            /**
             * Flow
             * @description Its draft is meant, unless a document comes along.
             */
            flow?: string | null;
            /** Index */
            index?: number | null;
            /** Input */
            input?: unknown;
            /** Item */
            item?: unknown;
            /**
             * Path
             * @description Iteration, such as `3.0`.
             */
            path?: string | null;
            /** Run */
            run?: string | null;
            /**
             * Steps
             * @description Outputs by key.
             */
            steps?: {
                [key: string]: unknown;
            } | null;
            /** Value */
            value: unknown;
            /** Vars */
            vars?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * PriceView
         * @description What a run will cost.
         */
        PriceView: {
            /** Called */
            called: components["schemas"]["CalledView"][];
            credits: components["schemas"]["RangeView"];
            /** @description Of this flow alone, without those it calls. */
            dollars: components["schemas"]["DollarRange"];
            /** Loops */
            loops: components["schemas"]["LoopView"][];
            /**
             * Prices Of
             * @description When the prices behind the dollars were looked up.
             */
            prices_of: string;
        };
        /**
         * Problem
         * @description What went wrong (RFC 9457): `code` is stable, `hint` says what to do about it.
         */
        Problem: {
            /** Code */
            code: string;
            /**
             * Correlation Id
             * @default null
             */
            correlation_id?: string | null;
            /** Detail */
            detail: string;
            /**
             * Details
             * @default null
             */
            details?: {
                [key: string]: unknown;
            } | null;
            /**
             * Field
             * @description JSON pointer into the body, or `?name` of a query parameter.
             * @default null
             */
            field?: string | null;
            /**
             * Hint
             * @default null
             */
            hint?: string | null;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * Publication
         * @description A template of the workspace to publish.
         */
        Publication: {
            /**
             * By
             * @description Who publishes it, as shown to everybody.
             * @default
             */
            by?: string;
            /** Template */
            template: string;
        };
        /**
         * PublicFlow
         * @description A flow that everybody may look at.
         */
        PublicFlow: {
            /** Description */
            description: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Nodes */
            nodes: number;
            /** Public Since */
            public_since: number;
            /** Tags */
            tags: string[];
            /** Version */
            version: number;
        };
        /**
         * PublicFlowView
         * @description A public flow with the document of its latest version.
         */
        PublicFlowView: {
            /** Description */
            description: string;
            document: components["schemas"]["FlowDocument"];
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Nodes */
            nodes: number;
            /** Public Since */
            public_since: number;
            /** Tags */
            tags: string[];
            /** Version */
            version: number;
        };
        /**
         * Publish
         * @description What is said about a new version, and whether it is tried out first.
         */
        Publish: {
            /** @description Have a part of the runs try it out; all of them execute the first version of a flow. */
            canary?: components["schemas"]["CanarySpec"] | null;
            /**
             * Message
             * @default
             */
            message?: string;
        };
        /**
         * PublishedVersion
         * @description A version as publishing it answers, with what a run of it will cost.
         */
        PublishedVersion: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /** Document */
            document: string;
            estimate: components["schemas"]["PriceView"];
            /** Flow */
            flow: string;
            /**
             * Message
             * @default
             */
            message?: string;
            /** Number */
            number: number;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
        };
        /**
         * QueuedRun
         * @description A run that waits for its turn.
         */
        QueuedRun: {
            /**
             * Background
             * @description Nobody waits for it, so others go first.
             */
            background: boolean;
            /**
             * Created At
             * @description Milliseconds since the epoch.
             */
            created_at: number;
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string;
            /**
             * Limit
             * @description How many may be under way at once where it lacks room.
             */
            limit: number;
            /**
             * Position
             * @description 1 is the next one of its flow.
             */
            position: number;
            /** Reason */
            reason: string;
            /** Run */
            run: string;
            /**
             * Running
             * @description How many are.
             */
            running: number;
            /** Trigger */
            trigger: string;
            /**
             * Waits For
             * @enum {string}
             */
            waits_for: "flow" | "workspace" | "host" | "turn";
        };
        /**
         * QueueFlow
         * @description A flow with runs in the queue.
         */
        QueueFlow: {
            /** Flow */
            flow: string;
            /** Queued */
            queued: number;
            /** Running */
            running: number;
        };
        /**
         * QueuePlace
         * @description Where a queued run stands.
         */
        QueuePlace: {
            /**
             * Limit
             * @description How many may be under way at once where it lacks room.
             */
            limit: number;
            /**
             * Position
             * @description 1 is the next one of its flow.
             */
            position: number;
            /** Reason */
            reason: string;
            /**
             * Running
             * @description How many are.
             */
            running: number;
            /**
             * Waits For
             * @enum {string}
             */
            waits_for: "flow" | "workspace" | "host" | "turn";
        };
        /**
         * QueueView
         * @description How full the workspace is, and a page of the runs that wait.
         */
        QueueView: {
            /** Cursor */
            cursor: string | null;
            /**
             * Flows
             * @description The 100 flows with most runs in the queue.
             */
            flows: components["schemas"]["QueueFlow"][];
            /** Items */
            items: components["schemas"]["QueuedRun"][];
            /**
             * Limit
             * @description Runs of the workspace under way at once.
             */
            limit: number;
            /** Queued */
            queued: number;
            /** Running */
            running: number;
        };
        /**
         * RangeView
         * @description From least to most, of runs in which nothing fails.
         */
        RangeView: {
            /** Least */
            least: number;
            /**
             * Most
             * @description Null when nobody can tell.
             */
            most: number | null;
        };
        /**
         * Ready
         * @description That the host can do its work.
         */
        Ready: {
            /** Checks */
            checks: components["schemas"]["ReadyCheck"][];
            /** Status */
            status: string;
        };
        /**
         * ReadyCheck
         * @description One thing that the host needs.
         */
        ReadyCheck: {
            /**
             * Message
             * @description What is wrong with it; empty when nothing is.
             */
            message: string;
            /** Name */
            name: string;
            /** Ok */
            ok: boolean;
        };
        /**
         * Reassurance
         * @description The password once more; accounts without one need a fresh session instead.
         */
        Reassurance: {
            /** Password */
            password?: string | null;
        };
        /**
         * RecoveryCodes
         * @description Codes that each replace one of the app's, once; they are shown this one time.
         */
        RecoveryCodes: {
            /** Codes */
            codes: string[];
        };
        /**
         * Redrive
         * @description Dead letters to redrive.
         */
        Redrive: {
            /**
             * Flow
             * @description Of all, just those of this flow.
             */
            flow?: string | null;
            /**
             * Ids
             * @description Left out: all without a run, 1,000 at most.
             */
            ids?: string[] | null;
        };
        /**
         * RedrivenView
         * @description What became of each dead letter: the run that was started, or why there is none.
         */
        RedrivenView: {
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
        };
        /**
         * Refresh
         * @description A refresh token; without one, that of the cookie.
         */
        Refresh: {
            /** Refresh Token */
            refresh_token?: string | null;
        };
        /**
         * Refusal
         * @description Why a call would have been refused.
         */
        Refusal: {
            /** Code */
            code: string;
            /** Message */
            message: string;
        };
        /**
         * Removed
         * @description How many rows were removed.
         */
        Removed: {
            /** Removed */
            removed: number;
        };
        /**
         * Report
         * @description What is wrong with a template.
         */
        Report: {
            /** Reason */
            reason: string;
        };
        /**
         * Reset
         * @description What a mail's link said, and another password.
         */
        Reset: {
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * ResumeBody
         * @description What to do again, and with what changes.
         */
        ResumeBody: {
            /** Document */
            document?: {
                [key: string]: unknown;
            } | string | null;
            /**
             * Failed Items
             * @default false
             */
            failed_items?: boolean;
            /** From */
            from?: string | null;
            /**
             * Newest
             * @default false
             */
            newest?: boolean;
            /** Set */
            set?: {
                [key: string]: unknown;
            };
        };
        /**
         * Retry
         * @description How a failed attempt is repeated: delay before attempt n+1 is interval_s * backoff**(n-1), at most max_delay_s.
         */
        Retry: {
            /**
             * Backoff
             * @default 2
             */
            backoff?: number;
            /**
             * Interval S
             * @default 1
             */
            interval_s?: number;
            /**
             * Jitter
             * @description Spread each delay evenly between half of it and all of it.
             * @default true
             */
            jitter?: boolean;
            /**
             * Max Attempts
             * @default 1
             */
            max_attempts?: number;
            /**
             * Max Delay S
             * @default 60
             */
            max_delay_s?: number;
            /**
             * On
             * @description Which errors are tried again: those that say trying helps, or every one.
             * @default retryable
             * @enum {string}
             */
            on?: "retryable" | "all";
        };
        /**
         * RetryBody
         * @description With which version a run is started again.
         */
        RetryBody: {
            /**
             * Newest
             * @description The flow's newest version instead of the run's own.
             * @default false
             */
            newest?: boolean;
        };
        /**
         * Role
         * @description What a member of a workspace may do; each may do all that those before it may.
         * @enum {string}
         */
        Role: "viewer" | "operator" | "editor" | "admin" | "owner";
        /**
         * RoleProblem
         * @description Why a flow has no role, or an old one.
         */
        RoleProblem: {
            /** Code */
            code: string;
            /** Hint */
            hint?: string | null;
            /** Message */
            message: string;
        };
        /**
         * RollBack
         * @description What is said about a new version.
         */
        RollBack: {
            /**
             * Message
             * @default
             */
            message?: string;
        };
        /**
         * Rows
         * @description Rows of a dataset; `total` counts all that are wanted, whatever the page.
         */
        Rows: {
            /** Columns */
            columns: string[];
            /** Name */
            name: string;
            /**
             * Numbers
             * @description The number of each of these rows, to remove it by.
             */
            numbers: number[];
            /** Rows */
            rows: {
                [key: string]: unknown;
            }[];
            /** Total */
            total: number;
        };
        /**
         * Run
         * @description A run as stored and shown; times are milliseconds since the epoch.
         */
        Run: {
            /**
             * Background
             * @default false
             */
            background?: boolean;
            /** Chain */
            chain?: string[];
            /** Correlation Id */
            correlation_id?: string | null;
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Credits
             * @default 0
             */
            credits?: number;
            /**
             * Depth
             * @default 0
             */
            depth?: number;
            /**
             * Document
             * @default
             */
            document?: string;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Estimate */
            estimate?: (number | null)[] | null;
            /** Finished At */
            finished_at?: number | null;
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string;
            /** Forced */
            forced?: string[];
            /** Id */
            id: string;
            /** Input */
            input?: unknown;
            /** Items */
            items?: {
                [key: string]: unknown;
            };
            /** Only */
            only?: string[] | null;
            /** Output */
            output?: unknown;
            /** Output Blob */
            output_blob?: string | null;
            /** Parent */
            parent?: string | null;
            /**
             * Refundable
             * @default 0
             */
            refundable?: number;
            /** Request */
            request?: string | null;
            /** Reserved */
            reserved?: number | null;
            /** Resumed From */
            resumed_from?: string | null;
            /** Retry Of */
            retry_of?: string | null;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /** Schedule */
            schedule?: string | null;
            /** Scheduled At */
            scheduled_at?: number | null;
            /** Started At */
            started_at?: number | null;
            /** @default queued */
            status?: components["schemas"]["Status"];
            /**
             * Steps Done
             * @default 0
             */
            steps_done?: number;
            /**
             * Steps Failed
             * @default 0
             */
            steps_failed?: number;
            /**
             * Trigger
             * @default manual
             */
            trigger?: string;
            /** Version */
            version?: number | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * RunView
         * @description A run, and where it stands while it is queued.
         */
        RunView: {
            /**
             * Background
             * @default false
             */
            background?: boolean;
            /** Chain */
            chain?: string[];
            /** Correlation Id */
            correlation_id?: string | null;
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Credits
             * @default 0
             */
            credits?: number;
            /**
             * Depth
             * @default 0
             */
            depth?: number;
            /**
             * Document
             * @default
             */
            document?: string;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Estimate */
            estimate?: (number | null)[] | null;
            /** Finished At */
            finished_at?: number | null;
            /** Flow */
            flow: string;
            /** Flow Name */
            flow_name: string;
            /** Forced */
            forced?: string[];
            /** Id */
            id: string;
            /** Input */
            input?: unknown;
            /** Items */
            items?: {
                [key: string]: unknown;
            };
            /** Only */
            only?: string[] | null;
            /** Output */
            output?: unknown;
            /** Output Blob */
            output_blob?: string | null;
            /** Parent */
            parent?: string | null;
            queue?: components["schemas"]["QueuePlace"] | null;
            /**
             * Refundable
             * @default 0
             */
            refundable?: number;
            /** Request */
            request?: string | null;
            /** Reserved */
            reserved?: number | null;
            /** Resumed From */
            resumed_from?: string | null;
            /** Retry Of */
            retry_of?: string | null;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /** Schedule */
            schedule?: string | null;
            /** Scheduled At */
            scheduled_at?: number | null;
            /** Started At */
            started_at?: number | null;
            /** @default queued */
            status?: components["schemas"]["Status"];
            /**
             * Steps Done
             * @default 0
             */
            steps_done?: number;
            /**
             * Steps Failed
             * @default 0
             */
            steps_failed?: number;
            /**
             * Trigger
             * @default manual
             */
            trigger?: string;
            /** Version */
            version?: number | null;
            /** Workspace */
            workspace: string;
        };
        /**
         * ScheduleChange
         * @description What a schedule is from now on.
         */
        ScheduleChange: {
            /** Name */
            name?: string | null;
            spec: components["schemas"]["ScheduleSpec"];
        };
        /**
         * ScheduleSpec
         * @description What can be set of a schedule.
         */
        ScheduleSpec: {
            /**
             * Disable after failures
             * @description In a row; 0 never disables.
             * @default 10
             */
            disable_after?: number;
            /**
             * Not after
             * @description Milliseconds since the epoch.
             */
            ends_at?: number | null;
            /** Input */
            input?: unknown;
            /**
             * Missed while the host was down
             * @description Leave out, or make up for with one run.
             * @default run_once
             * @enum {string}
             */
            missed?: "skip" | "run_once";
            /**
             * While an earlier run goes on
             * @description Leave this one out, let it wait, or start it.
             * @default skip
             * @enum {string}
             */
            overlap?: "skip" | "queue" | "parallel";
            /**
             * Not before
             * @description Milliseconds since the epoch.
             */
            starts_at?: number | null;
            /**
             * Timezone
             * @description IANA name, such as Europe/Berlin.
             * @default UTC
             */
            timezone?: string;
            /** When */
            timing: components["schemas"]["Cron"] | components["schemas"]["Every"] | components["schemas"]["Once"];
        };
        /**
         * ScheduleView
         * @description A schedule with the next times it comes due.
         */
        ScheduleView: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Disable after failures
             * @description In a row; 0 never disables.
             * @default 10
             */
            disable_after?: number;
            /** Disabled */
            disabled?: string | null;
            /**
             * Not after
             * @description Milliseconds since the epoch.
             */
            ends_at?: number | null;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /**
             * Failures
             * @default 0
             */
            failures?: number;
            /** Flow */
            flow: string;
            /** Id */
            id: string;
            /** Input */
            input?: unknown;
            /** Last At */
            last_at?: number | null;
            /**
             * Missed while the host was down
             * @description Leave out, or make up for with one run.
             * @default run_once
             * @enum {string}
             */
            missed?: "skip" | "run_once";
            /**
             * Name
             * @default
             */
            name?: string;
            /** Next At */
            next_at?: number | null;
            /** Next Times */
            next_times: number[];
            /** Node */
            node?: string | null;
            /**
             * Open Runs
             * @default []
             */
            open_runs?: string[];
            /**
             * While an earlier run goes on
             * @description Leave this one out, let it wait, or start it.
             * @default skip
             * @enum {string}
             */
            overlap?: "skip" | "queue" | "parallel";
            /**
             * Paused
             * @default false
             */
            paused?: boolean;
            /**
             * Resting
             * @default false
             */
            resting?: boolean;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /**
             * Skipped
             * @default 0
             */
            skipped?: number;
            /** Starting */
            starting?: {
                [key: string]: number;
            };
            /**
             * Not before
             * @description Milliseconds since the epoch.
             */
            starts_at?: number | null;
            /**
             * Timezone
             * @description IANA name, such as Europe/Berlin.
             * @default UTC
             */
            timezone?: string;
            /** When */
            timing: components["schemas"]["Cron"] | components["schemas"]["Every"] | components["schemas"]["Once"];
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /**
             * Waiting
             * @default []
             */
            waiting?: number[];
            /** Workspace */
            workspace: string;
        };
        /**
         * ScopeView
         * @description What an expression can read at its place; samples are cut to what is worth looking at.
         */
        ScopeView: {
            /** Env */
            env: {
                [key: string]: string;
            };
            input: components["schemas"]["InputScope"];
            /** @description Null outside of loops. */
            iteration: components["schemas"]["IterationScope"] | null;
            /**
             * Recorded By
             * @description Run that the samples are of.
             */
            recorded_by: string | null;
            /** Run */
            run: {
                [key: string]: unknown;
            };
            /** Steps */
            steps: components["schemas"]["StepScope"][];
            /** Vars */
            vars: {
                [key: string]: unknown;
            };
        };
        /**
         * Sessions
         * @description Where somebody is signed in, the newest first.
         */
        Sessions: {
            /** Items */
            items: components["schemas"]["SessionView"][];
        };
        /**
         * SessionView
         * @description A place where somebody is signed in.
         */
        SessionView: {
            /**
             * Address
             * @default
             */
            address?: string;
            /**
             * Agent
             * @default
             */
            agent?: string;
            /** Created At */
            created_at: number;
            /**
             * Current
             * @description Whether it is the one that asks.
             */
            current: boolean;
            /** Id */
            id: string;
            /** Used At */
            used_at: number;
            /** User */
            user: string;
        };
        /**
         * Settings
         * @description What holds for the whole flow.
         */
        Settings: {
            /**
             * Concurrency
             * @description Runs of this flow at the same time.
             * @default 10
             */
            concurrency?: number;
            /**
             * Durability
             * @default balanced
             * @enum {string}
             */
            durability?: "step" | "balanced" | "fast";
            /**
             * Env
             * @description Defaults of `env.*`; workspace variables win.
             */
            env?: {
                [key: string]: string;
            };
            /**
             * Error Flow
             * @description A flow started when a run of this one fails.
             */
            error_flow?: string | null;
            /**
             * Timeout S
             * @default 3600
             */
            timeout_s?: number;
        };
        /**
         * Share
         * @description A link to a flow or a run. Times are milliseconds since the epoch.
         */
        Share: {
            /**
             * By
             * @description User who made it.
             */
            by: string;
            /** Created At */
            created_at: number;
            /**
             * Expires At
             * @description Null for never.
             */
            expires_at?: number | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flow" | "run";
            /**
             * Subject
             * @description Id of the flow or run.
             */
            subject: string;
        };
        /**
         * Shared
         * @description What a link shows; `cursor` leads to more steps of a run.
         */
        Shared: {
            /** Cursor */
            cursor: string | null;
            /** Expires At */
            expires_at: number | null;
            flow?: components["schemas"]["SharedFlow"] | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "flow" | "run";
            run?: components["schemas"]["SharedRun"] | null;
            /** Steps */
            steps?: components["schemas"]["SharedStep"][] | null;
        };
        /**
         * SharedFlow
         * @description A flow as strangers see it; what is named like a secret is masked.
         */
        SharedFlow: {
            /** Description */
            description: string;
            document: components["schemas"]["FlowDocument"];
            /** Name */
            name: string;
            /** Version */
            version: number | null;
        };
        /**
         * SharedRun
         * @description A run as strangers see it: without its input, its files and who started it.
         */
        SharedRun: {
            /** Created At */
            created_at: number;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Finished At */
            finished_at: number | null;
            /** Flow Name */
            flow_name: string;
            /** Id */
            id: string;
            /** Output */
            output?: unknown;
            /** Started At */
            started_at: number | null;
            status: components["schemas"]["Status"];
            /** Version */
            version: number | null;
        };
        /**
         * SharedStep
         * @description A step as strangers see it; what triggers gave is left out, because it came from callers.
         */
        SharedStep: {
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Finished At */
            finished_at: number;
            /** Key */
            key: string;
            /** Node */
            node: string;
            /** Output */
            output?: unknown;
            /** Path */
            path: string;
            /** Started At */
            started_at: number;
            status: components["schemas"]["Status"];
            /** Type */
            type: string;
        };
        /**
         * Side
         * @description How a step went in one of the runs.
         */
        Side: {
            /** Attempts */
            attempts: number;
            /** Error */
            error: string | null;
            /** Ms */
            ms: number;
            /** Ports */
            ports: string[];
            /** Status */
            status: string;
        };
        /**
         * SignIn
         * @description Who somebody is, and what proves it.
         */
        SignIn: {
            /** Code */
            code?: string | null;
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /**
         * SignInBack
         * @description The same, to sign in.
         */
        SignInBack: {
            /** Code */
            code: string;
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /** Iss */
            iss?: string | null;
            /**
             * Proof
             * @description Left out, that of the cookie.
             */
            proof?: string | null;
            /** State */
            state: string;
        };
        /**
         * SigningKey
         * @description The key that signs access tokens from now on.
         */
        SigningKey: {
            /** Kid */
            kid: string;
        };
        /**
         * SignInOptions
         * @description How people sign in here.
         */
        SignInOptions: {
            /**
             * Accounts
             * @description `none`: no owner's account yet.
             * @enum {string}
             */
            accounts: "none" | "there";
            /**
             * Guest
             * @description Whether the browser sent the cookie of a guest along.
             */
            guest: boolean;
            /**
             * Guests
             * @description Whether people may begin without an account.
             */
            guests: boolean;
            /** Issuers */
            issuers: components["schemas"]["IssuerView"][];
            /**
             * Mails
             * @description `kept`: mails stay in this host's data folder.
             * @enum {string}
             */
            mails: "sent" | "kept";
            /**
             * Open
             * @description Whether whoever sits at the machine needs no account.
             */
            open: boolean;
            /**
             * Session
             * @description Whether the browser sent the cookie of a session along.
             */
            session: boolean;
            /**
             * Sign Up
             * @description Whether strangers may make accounts.
             */
            sign_up: boolean;
        };
        /**
         * SitePolicy
         * @description Wishes for visits; empty fields leave the decision to who comes next.
         */
        SitePolicy: {
            /**
             * Visits at once
             * @description 0 for any number; 2 for public sites.
             */
            concurrency?: number | null;
            /**
             * Pause
             * @description Seconds between the starts of two visits; 1 for public sites.
             */
            delay_s?: number | null;
            /**
             * robots.txt
             * @description Obey it (the default), only log a warning, or do not ask for it.
             */
            robots?: ("obey" | "warn" | "ignore") | null;
        };
        /**
         * Slack
         * @description A Slack channel, by an incoming webhook.
         */
        Slack: {
            /**
             * Credential
             * @description Id or name of a credential of type `slack_webhook`.
             */
            credential: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "slack";
        };
        /**
         * SomeVariables
         * @description Variables to set; null removes one.
         */
        SomeVariables: {
            /** Variables */
            variables: {
                [key: string]: string | null;
            };
        };
        /**
         * SpanCounts
         * @description Counts of the hour or day that begins at `at`.
         */
        SpanCounts: {
            /** At */
            at: number;
            /** By Status */
            by_status: {
                [key: string]: number;
            };
            /** By Trigger */
            by_trigger: {
                [key: string]: number;
            };
            /** Credits */
            credits: number;
            duration: components["schemas"]["Durations"];
            /** Runs */
            runs: number;
            /** Steps */
            steps: number;
            /** Steps Failed */
            steps_failed: number;
            /** Success Rate */
            success_rate: number | null;
        };
        /**
         * StartBody
         * @description What to execute: a stored flow by id, or a document.
         */
        StartBody: {
            /**
             * Based On
             * @description Run whose results serve the nodes before `only`.
             */
            based_on?: string | null;
            /**
             * Document
             * @description A document, as an object or as text.
             */
            document?: {
                [key: string]: unknown;
            } | string | null;
            /**
             * Draft
             * @default false
             */
            draft?: boolean;
            /** Flow */
            flow?: string | null;
            /** Input */
            input?: unknown;
            /**
             * Only
             * @description Key of the one node to execute.
             */
            only?: string | null;
            /**
             * Pinned
             * @description Use pinned outputs instead of executing those nodes.
             * @default false
             */
            pinned?: boolean;
            /**
             * Trigger
             * @default api
             * @enum {string}
             */
            trigger?: "manual" | "api";
            /**
             * Until
             * @description Key of the node to end with.
             */
            until?: string | null;
            /** Version */
            version?: number | null;
        };
        /**
         * StatisticsView
         * @description How the runs of a time range went; a run counts in the hour it ended.
         */
        StatisticsView: {
            flows: components["schemas"]["Outstanding"];
            /**
             * Ranked Since
             * @description From when on flows are ranked; later than `since` when there are very many.
             */
            ranked_since: number;
            /** Series */
            series: components["schemas"]["SpanCounts"][];
            /** Since */
            since: number;
            /** Step */
            step: string;
            /** Timezone */
            timezone: string;
            totals: components["schemas"]["flow_builder__api__shapes__CountsView"];
            under_way: components["schemas"]["UnderWay"];
            /** Until */
            until: number;
        };
        /**
         * Status
         * @description Status of a run or a step; only a step is ever `pending` or `skipped`, only a run `queued`.
         * @enum {string}
         */
        Status: "queued" | "pending" | "running" | "waiting" | "succeeded" | "failed" | "canceled" | "timed_out" | "skipped";
        /**
         * StepComparison
         * @description One step of either run; a side is None when the step is not recorded there.
         */
        StepComparison: {
            a: components["schemas"]["Side"] | null;
            b: components["schemas"]["Side"] | null;
            /** Key */
            key: string;
            /** Path */
            path: string;
            /** Same Output */
            same_output: boolean;
        };
        /**
         * StepScope
         * @description A step whose output can be read as `steps.<key>`; `recorded` unless the sample is a pinned output or null.
         */
        StepScope: {
            /** Key */
            key: string;
            /** Name */
            name: string;
            /** Recorded */
            recorded: boolean;
            /** Sample */
            sample: unknown;
            /**
             * Schema
             * @description JSON Schema of the output, empty when unknown.
             */
            schema: {
                [key: string]: unknown;
            };
            /** Type */
            type: string;
        };
        /**
         * StepView
         * @description A recorded step; `path` is its iteration, such as `3.0`, empty outside loops.
         */
        StepView: {
            /** Artifacts */
            artifacts: {
                [key: string]: unknown;
            }[];
            /** Attempts */
            attempts: number;
            /**
             * Blob
             * @description Set when the output is too large to be shown here.
             */
            blob?: string | null;
            /** Cached */
            cached: boolean;
            /** Error */
            error?: {
                [key: string]: unknown;
            } | null;
            /** Finished At */
            finished_at: number;
            /** Key */
            key: string;
            /** Meta */
            meta: {
                [key: string]: unknown;
            };
            /** Node */
            node: string;
            /** Output */
            output?: unknown;
            /** Path */
            path: string;
            /** Ports */
            ports: string[];
            /** Preview */
            preview?: string | null;
            /** Seeded */
            seeded: boolean;
            /** Seq */
            seq: number;
            /** Started At */
            started_at: number;
            status: components["schemas"]["Status"];
            /** Type */
            type: string;
        };
        /**
         * Tally
         * @description How runs of a version ended while one is tried out.
         */
        Tally: {
            /** Failed */
            failed: number;
            /**
             * Succeeded
             * @description 1,000 at most: further ones are not counted.
             */
            succeeded: number;
        };
        /**
         * Template
         * @description A template as listed; times are milliseconds since the epoch, 0 for those that come with the product.
         */
        Template: {
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            /** Id */
            id: string;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * Node Types
             * @default []
             */
            node_types?: string[];
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Origin
             * @enum {string}
             */
            origin: "bundled" | "workspace";
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /**
             * Picture
             * @description Names the picture's content; null without one.
             */
            picture?: string | null;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
        };
        /**
         * TemplateChange
         * @description What is said about a template from now on; with `flow` it becomes that flow, without `picture` it keeps its own.
         */
        TemplateChange: {
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            /** Flow */
            flow?: string | null;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /**
             * Picture
             * @description PNG, JPEG or WebP of at most 300 kB, in Base64.
             */
            picture?: string | null;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Version
             * @description A version of the flow; without it the draft.
             */
            version?: number | null;
        };
        /**
         * TemplateView
         * @description A template with its flow.
         */
        TemplateView: {
            /**
             * Category
             * @enum {string}
             */
            category: "monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control";
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
            /**
             * Description
             * @description Markdown: what it does, how to adapt it.
             * @default
             */
            description?: string;
            document: components["schemas"]["FlowDocument"];
            /** Id */
            id: string;
            /**
             * Input
             * @description An input to try it with.
             */
            input?: unknown;
            /**
             * Node Types
             * @default []
             */
            node_types?: string[];
            /**
             * Nodes
             * @default 0
             */
            nodes?: number;
            /**
             * Origin
             * @enum {string}
             */
            origin: "bundled" | "workspace";
            /**
             * Outcome
             * @description What a run with that input leads to.
             * @default
             */
            outcome?: string;
            /**
             * Picture
             * @description Names the picture's content; null without one.
             */
            picture?: string | null;
            /**
             * Rev
             * @default 1
             */
            rev?: number;
            /**
             * Summary
             * @description One line.
             * @default
             */
            summary?: string;
            /**
             * Tags
             * @default []
             */
            tags?: string[];
            /** Title */
            title: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
        };
        /**
         * TestOf
         * @description Where to try a credential, for types that need an address.
         */
        TestOf: {
            /** Url */
            url?: string | null;
        };
        /**
         * Times
         * @description When something would come due.
         */
        Times: {
            /** Next Times */
            next_times: number[];
        };
        /**
         * Tokens
         * @description What a client needs who is signed in.
         */
        Tokens: {
            /** Access Token */
            access_token: string;
            /**
             * Expires In
             * @description Seconds for which the access token holds.
             */
            expires_in: number;
            /**
             * Refresh Token
             * @description Null when it came as a cookie.
             */
            refresh_token: string | null;
            /** Session */
            session: string;
            /**
             * Token Type
             * @default Bearer
             * @constant
             */
            token_type?: "Bearer";
            user: components["schemas"]["User"];
        };
        /**
         * TwoFactorSetup
         * @description What an authenticator app is to be told.
         */
        TwoFactorSetup: {
            /** Secret */
            secret: string;
            /**
             * Uri
             * @description `otpauth://…`, for a QR code.
             */
            uri: string;
        };
        /**
         * UnderWay
         * @description Runs that have not ended.
         */
        UnderWay: {
            /** Queued */
            queued: number;
            /** Running */
            running: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * Unread
         * @description How many notifications nobody has read; counted up to 1,000.
         */
        Unread: {
            /**
             * More
             * @description Whether there are more than were counted.
             */
            more: boolean;
            /** Unread */
            unread: number;
        };
        /**
         * UsageView
         * @description What runs were charged.
         */
        UsageView: {
            /** Charged */
            charged: number;
            /** Days */
            days: components["schemas"]["DayView"][];
            /**
             * Flows
             * @description The dearest first.
             */
            flows: components["schemas"]["FlowUse"][];
            /** Refunded */
            refunded: number;
            /** Since */
            since: string;
            /** Until */
            until: string;
        };
        /**
         * Use
         * @description How the new flow is called; without a name as the template's flow.
         */
        Use: {
            /** Name */
            name?: string | null;
        };
        /**
         * User
         * @description A person with an account. Times are milliseconds since the epoch.
         */
        User: {
            /** Created At */
            created_at: number;
            /** Email */
            email: string;
            /**
             * Has Password
             * @default false
             */
            has_password?: boolean;
            /** Id */
            id: string;
            /**
             * Name
             * @default
             */
            name?: string;
            /**
             * Two Factor
             * @default false
             */
            two_factor?: boolean;
            /**
             * Verified
             * @default false
             */
            verified?: boolean;
            /** Workspace */
            workspace: string;
        };
        /**
         * Validation
         * @description Whether a document could be published.
         */
        Validation: {
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            /** @description Credits of a run; null for a document that cannot run. */
            estimate: components["schemas"]["RangeView"] | null;
            /** Valid */
            valid: boolean;
        };
        /**
         * VariablesView
         * @description The variables of a workspace.
         */
        VariablesView: {
            /**
             * Provided
             * @description What the host adds; the workspace's own go before it.
             */
            provided: {
                [key: string]: string;
            };
            /** Rev */
            rev: number;
            /** Updated At */
            updated_at: number | null;
            /** Variables */
            variables: {
                [key: string]: string;
            };
            /** Warnings */
            warnings: components["schemas"]["VariableWarning"][];
        };
        /**
         * VariableWarning
         * @description A remark about a variable.
         */
        VariableWarning: {
            /**
             * Code
             * @constant
             */
            code: "variable.looks_secret";
            /** Hint */
            hint: string;
            /** Message */
            message: string;
            /** Name */
            name: string;
        };
        /**
         * VaultKeys
         * @description The master keys by name, the one that seals first.
         */
        VaultKeys: {
            /** Keys */
            keys: string[];
            /**
             * Left
             * @description How many of them need an older key still.
             */
            left: number;
            /**
             * Secrets
             * @description How many sealed secrets there are.
             */
            secrets: number;
        };
        /**
         * Verification
         * @description What a mail's link said, and the password for the new account.
         */
        "Verification-Input": {
            /**
             * Cookie
             * @description For browsers: the refresh token comes as a cookie that no script can read, not in the body.
             * @default false
             */
            cookie?: boolean;
            /**
             * Password
             * @description At least 10 characters.
             */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * Verification
         * @description Whether a workspace's log is what was written; `broken` is the first place that is not.
         */
        "Verification-Output": {
            broken: components["schemas"]["Broken"] | null;
            /** Entries */
            entries: number;
            head: components["schemas"]["Head"];
            /** Ok */
            ok: boolean;
        };
        /**
         * VersionTags
         * @description What a version is called besides its number.
         */
        VersionTags: {
            /** Tags */
            tags: string[];
        };
        /**
         * Webhook
         * @description Another system's address; with a credential each request is signed as those of `notify.webhook_out`.
         */
        Webhook: {
            /**
             * Credential
             * @description Id or name of one of type `hmac`.
             */
            credential?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "webhook";
            /** Url */
            url: string;
        };
        /**
         * WebhookSummary
         * @description A webhook of the workspace, with what came in lately.
         */
        WebhookSummary: {
            /** Captured At */
            captured_at: number | null;
            /**
             * Captures
             * @description Calls that the test address was sent and that are kept.
             */
            captures: number;
            /** Flow */
            flow: string;
            /**
             * Last Call At
             * @description When the last call started a run, of the flow's newest 50 runs.
             */
            last_call_at: number | null;
            /**
             * Last Run
             * @description The run that it started.
             */
            last_run: string | null;
            /**
             * Methods
             * @description Empty where no call starts anything.
             */
            methods: string[];
            /** Name */
            name: string;
            /**
             * Proof
             * @description How callers prove who they are; null where no call starts anything.
             */
            proof: string | null;
            /**
             * State
             * @description What becomes of a call: it starts the newest version (`on`) or, while there is none, the `draft`; or nothing, since the newest version has no webhook (`unpublished`), its node is disabled (`off`) or not set up right (`broken`).
             * @enum {string}
             */
            state: "on" | "draft" | "unpublished" | "off" | "broken";
            /** Test Url */
            test_url: string;
            /** Url */
            url: string;
            /**
             * Version
             * @description The newest version, null while there is only the draft.
             */
            version: number | null;
        };
        /**
         * WebhookView
         * @description A flow's webhook.
         */
        WebhookView: {
            /**
             * Curl
             * @description A call to try, for a shell.
             */
            curl: string;
            /** Flow */
            flow: string;
            /** Published */
            published: boolean;
            /** Settings */
            settings: {
                [key: string]: unknown;
            };
            /**
             * Test Url
             * @description Where calls are kept to be looked at.
             */
            test_url: string;
            /**
             * Url
             * @description Where calls start the flow's newest version, or its draft while there is none.
             */
            url: string;
            /**
             * Version
             * @description The version these settings are of, null for the draft.
             */
            version: number | null;
        };
        /**
         * WorkspaceLimits
         * @description How much a workspace may do at once.
         */
        WorkspaceLimits: {
            /**
             * Holds
             * @description How many runs may be under way at once now; further ones are queued.
             */
            holds: number;
            /**
             * Most
             * @description The most that an owner may set.
             */
            most: number;
            /**
             * Runs At Once
             * @description As an owner set it; null for what the host gives.
             */
            runs_at_once: number | null;
        };
        /**
         * Workspaces
         * @description Workspaces of who asks.
         */
        Workspaces: {
            /** Items */
            items: components["schemas"]["OwnWorkspace"][];
        };
    };
    responses: {
        /** @description Something has changed or ended in between. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What was sent cannot be accepted; `field` says where. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `Accept` wants what the route does not make. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing in this workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A body or a value is over its limit. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is neither JSON nor YAML. */
        UnsupportedType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    account_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_change: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewName"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_change_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEmail"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_erase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_export: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassurance"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_find_identities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identities"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Back"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_unlink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                identity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_begin_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                issuer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Begin"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_change_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_find_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_set_up_two_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassurance"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TwoFactorSetup"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_confirm_two_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstCode"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_replace_recovery_codes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassurance"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_stop_two_factor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reassurance"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    api_keys_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApiKey_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    api_keys_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    api_keys_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    api_keys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PauseView_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PauseView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["flow_builder__api__routes__approvals__LinkBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalLink"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    artifacts_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description Part of it, such as `bytes=0-99`. */
                Range?: string | null;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                    "application/json": unknown;
                };
            };
            /** @description A part of it. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description It is too large for this host to give: where it is, for five minutes and without any proof. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    artifacts_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["flow_builder__api__routes__artifacts__LinkBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                /** @description Id of an API key. */
                key?: string | null;
                limit?: number;
                /** @description Operation id, or `credential_use`. */
                operation?: string | null;
                /** @description Milliseconds since the epoch. */
                since?: number | null;
                /** @description Id of what it was done to. */
                subject?: string | null;
                /** @description Milliseconds since the epoch. */
                until?: number | null;
                /** @description Id of a user (their API keys too), a guest or a run. */
                who?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["flow_builder__api__shapes__Page_Entry___2"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_export: {
        parameters: {
            query?: {
                format?: "jsonl" | "csv";
                /** @description Id of an API key. */
                key?: string | null;
                /** @description Operation id, or `credential_use`. */
                operation?: string | null;
                /** @description Milliseconds since the epoch. */
                since?: number | null;
                /** @description Id of what it was done to. */
                subject?: string | null;
                /** @description Milliseconds since the epoch. */
                until?: number | null;
                /** @description Id of a user (their API keys too), a guest or a run. */
                who?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/jsonl": unknown;
                    "text/csv; charset=utf-8": unknown;
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    audit_verify: {
        parameters: {
            query?: {
                /** @description Hash of that entry. */
                hash?: string | null;
                /** @description Number of an entry that was noted before. */
                seq?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification-Output"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_finish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInBack"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_confirm_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailToken"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_forgot: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Forgotten-Input"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_enter_as_guest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Entry-Input"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestTokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_convert_guest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Conversion"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_begin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                issuer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Begin"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_exchange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                issuer: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Exchange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_rotate_keys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyRotation"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SigningKey"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_create_owner: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOwner"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reset"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_sign_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_sign_out: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_sign_up: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    auth_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification-Input"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_find_breakers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Breaker_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_reset_breaker: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_find_cached: {
        parameters: {
            query?: {
                cursor?: string | null;
                flow?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CacheEntry_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_forget_all: {
        parameters: {
            query?: {
                flow?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgotten-Output"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    state_forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_types: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialTypes"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Credential_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCredential"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_delete: {
        parameters: {
            query?: {
                /** @description Even though flows use it. */
                force?: boolean;
            };
            header?: never;
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_change: {
        parameters: {
            query?: {
                /** @description Even though flows use it. */
                force?: boolean;
            };
            header?: never;
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFields"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credential"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_try: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TestOf"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialTest"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credentials_users: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialUsers"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    oauth_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OauthStart"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthBegun"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    budgets_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    budgets_replace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Budget"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_entries: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description Those of one run. */
                run?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["flow_builder__api__shapes__Page_Entry___1"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_export: {
        parameters: {
            query?: {
                format?: "csv" | "jsonl";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": unknown;
                    "text/csv; charset=utf-8": unknown;
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_orders: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Order_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_buy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Buy"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_read_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_pay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                order: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_packs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackView"][];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    credits_usage: {
        parameters: {
            query?: {
                /** @description First day, UTC. */
                since?: string | null;
                /** @description Last day, UTC; today without it. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description Text in the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DatasetView_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_read: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Text in any cell, whatever its case. */
                q?: string;
                /** @description Fields by commas, `-` in front for descending; else by first insertion. */
                sort?: string;
                /** @description A condition, `field:operator:value`, such as `price:less:10` or `url:empty`; all have to hold. */
                where?: string[];
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_export: {
        parameters: {
            query?: {
                format?: "csv" | "jsonl" | "json" | "xlsx";
                /** @description Text in any cell, whatever its case. */
                q?: string;
                /** @description Fields by commas, `-` in front for descending; else by first insertion. */
                sort?: string;
                /** @description A condition, `field:operator:value`, such as `price:less:10` or `url:empty`; all have to hold. */
                where?: string[];
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/jsonl": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv; charset=utf-8": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Import"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appended"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_delete_rows: {
        parameters: {
            query?: {
                /** @description Numbers, as reading gives them. */
                number?: number[];
                /** @description Text in any cell, whatever its case. */
                q?: string;
                /** @description A condition, `field:operator:value`, such as `price:less:10` or `url:empty`; all have to hold. */
                where?: string[];
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    datasets_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetDetails"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dead_letters_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                flow?: string | null;
                kind?: ("schedule" | "webhook" | "flow_event" | "error_flow" | "bulk") | null;
                limit?: number;
                redriven?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeadLetterSummary_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dead_letters_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dead_letters_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dead_letters_redrive_one: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                letter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dead_letters_redrive_many: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Redrive"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedrivenView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    expressions_preview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    expressions_scope: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Around"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScopeView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                /** @description Flows in the trash. */
                deleted?: boolean;
                /** @description Flows in it and in the folders below, by folder. */
                folder?: string | null;
                limit?: number;
                /** @description Text in name, description, folder or tags. */
                q?: string;
                /** @description The other way round. */
                reverse?: boolean;
                /** @description By time of change, or by folder and name. */
                sort?: "changed" | "folder";
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Flow_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A flow document, as JSON or as YAML text. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowDocument"];
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_read: {
        parameters: {
            query?: {
                version?: number | null;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_save: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        /** @description A flow document, as JSON or as YAML text. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowDocument"];
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_delete: {
        parameters: {
            query?: {
                /** @description Remove a flow in the trash for good. */
                purge?: boolean;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_organise: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Organise"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_access: {
        parameters: {
            query?: {
                /** @description Without it the draft. */
                version?: number | null;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    budgets_read_flow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    budgets_replace_flow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Budget"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_canary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CanaryView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_promote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description Id of a node. */
                node?: string | null;
                /** @description First comments that are resolved, or open. */
                resolved?: boolean | null;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Comment_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_write: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_edit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                comment: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                comment: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                comment: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comments_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                comment: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_diff: {
        parameters: {
            query?: {
                /** @description A version; without it the draft. */
                after?: number | null;
                /** @description A version; without it the draft. */
                before?: number | null;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDiff"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_duplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Duplicate"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimates_flow: {
        parameters: {
            query?: {
                /** @description The draft, even if there are published versions. */
                draft?: boolean;
                /** @description A published version. */
                version?: number | null;
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_export: {
        parameters: {
            query?: {
                /** @description `recorder`: its browser part for Chrome DevTools' Recorder. */
                format?: "yaml" | "json" | "recorder";
                version?: number | null;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                    "text/plain": string;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forms_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forms_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healing_apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HealBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealedFlow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicFlow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Publish"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedVersion"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_versions: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FlowVersion_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_machine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MachineView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_roll_back: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RollBack"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedVersion"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_tag_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionTags"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowVersion"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_captures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CaptureView_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_clear_captures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_capture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                capture: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaptureView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_run_capture: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                capture: string;
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_compile: {
        parameters: {
            query?: {
                /** @description `asl`: its state machine for AWS, too, as `machine`. */
                target?: "plan" | "asl";
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A flow document, as JSON or as YAML text. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowDocument"];
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimates_document: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A flow document, as JSON or as YAML text. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowDocument"];
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_import: {
        parameters: {
            query?: {
                /** @description Show what it would become; store nothing. */
                dry?: boolean;
                /** @description `auto` tells by how the body begins. */
                format?: "auto" | "json" | "yaml" | "recorder" | "curl";
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A flow document (JSON or YAML), a recording of Chrome DevTools' Recorder, or a cURL command; as it is, or as one JSON string. */
        requestBody: {
            content: {
                "application/json": Record<string, never> | string;
                "application/yaml": string;
            };
        };
        responses: {
            /** @description What it would become. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flows_validate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A flow document, as JSON or as YAML text. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlowDocument"];
                "application/yaml": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    host_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkspace"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    limits_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitsView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live_events: {
        parameters: {
            query: {
                after?: number | null;
                /** @description run:<id>, flow:<id> or workspace */
                topic: string;
            };
            header?: {
                "last-event-id"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_find: {
        parameters: {
            query?: {
                category?: ("monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control") | null;
                cursor?: string | null;
                /** @description Listing that the others are similar to. */
                like?: string | null;
                limit?: number;
                order?: "best" | "rating" | "uses" | "newest" | "title";
                /** @description Only what this workspace has published. */
                own?: boolean;
                /** @description What the template should do, in words. */
                q?: string;
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ListingView_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Publication"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingPage"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingPage"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_unpublish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_rate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["flow_builder__api__routes__market__CountsView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_unrate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["flow_builder__api__routes__market__CountsView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Report"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    marketplace_use: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                listing: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MarketUse"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodes_find: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_NodeSummary_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nodes_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                flow?: string | null;
                kind?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low" | "credential_failed" | "credential_due" | "mention") | null;
                limit?: number;
                order?: string;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notification_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_mark: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                notification: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Mark"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_find_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Channel_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_create_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelSpec"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_read_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_change_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelSpec"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_delete_channel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_try_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastDelivery"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_mark_many: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Marks"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marked"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifications_count: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unread"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    oauth_callback: {
        parameters: {
            query?: {
                code?: string | null;
                error?: string | null;
                state?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "text/html": unknown;
                };
            };
            /** @description No. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payments_notice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
                "stripe-signature"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heeded"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    politeness_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Politeness"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    politeness_replace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Policy"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Politeness"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_find_public: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PublicFlow_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_read_public: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicFlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queue_read: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    host_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                flow?: string | null;
                limit?: number;
                /** @description The oldest first instead of the newest. */
                oldest?: boolean;
                /** @description Text in the flow's name, the run's id or its error. */
                q?: string;
                schedule?: string | null;
                /** @description Milliseconds since the epoch. */
                since?: number | null;
                /** @description May be given several times. */
                status?: components["schemas"]["Status"][];
                trigger?: string | null;
                /** @description Milliseconds since the epoch. */
                until?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Run_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_start: {
        parameters: {
            query?: {
                /** @description Seconds to wait for something to happen. */
                wait?: number;
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "idempotency-key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartBody"];
            };
        };
        responses: {
            /** @description It has ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_read: {
        parameters: {
            query?: {
                /** @description Seconds to wait for something to happen. */
                wait?: number;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_compare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                other: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimates_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowDocument"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_events: {
        parameters: {
            query?: {
                /** @description Number of the last event seen. */
                after?: number;
                /** @description Seconds to wait for something to happen. */
                wait?: number;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_export: {
        parameters: {
            query?: {
                format?: "json" | "jsonl" | "csv" | "xlsx" | "html";
                /** @description Results of this step instead of the run's output. */
                step?: string | null;
                what?: "results" | "steps" | "logs";
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/jsonl": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv; charset=utf-8": unknown;
                    "text/html; charset=utf-8": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healing_find: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Healed_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_logs: {
        parameters: {
            query?: {
                /** @description Number of the last event seen. */
                after?: number;
                level?: ("debug" | "info" | "warning" | "error")[];
                limit?: number;
                /** @description Text in the message, the step or the fields. */
                q?: string;
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_resume: {
        parameters: {
            query?: {
                /** @description Seconds to wait for something to happen. */
                wait?: number;
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "idempotency-key"?: string | null;
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_retry: {
        parameters: {
            query?: {
                /** @description Seconds to wait for something to happen. */
                wait?: number;
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "idempotency-key"?: string | null;
            };
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryBody"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_steps: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description Key of a container: the steps in it. */
                parent?: string | null;
                /** @description One iteration, such as `3.0`; empty: outside of loops. */
                path?: string | null;
                /** @description May be given several times. */
                status?: components["schemas"]["Status"][];
            };
            header?: never;
            path: {
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StepView_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_iterations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                /** @description Iteration of the loops around it, such as `3.0`. */
                path?: string;
                /** @description May be given several times. */
                status?: components["schemas"]["Status"][];
            };
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Iteration_"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_output: {
        parameters: {
            query?: {
                path?: string;
            };
            header?: never;
            path: {
                run: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runs_again: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgainBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgainView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                flow?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ScheduleView_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSchedule"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                schedule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_go_on: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    schedules_preview: {
        parameters: {
            query?: {
                count?: number;
            };
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleSpec"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Times"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_follow: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shared"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Share_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShare"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeShare"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shares_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statistics_read: {
        parameters: {
            query?: {
                /** @description Runs of this flow alone. */
                flow?: string | null;
                /** @description Milliseconds since the epoch. */
                since?: number | null;
                /** @description By hour or by day; by hour up to three days. */
                step?: ("hour" | "day") | null;
                /** @description Whose days are meant. */
                timezone?: string;
                /** @description Milliseconds since the epoch. */
                until?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_find: {
        parameters: {
            query?: {
                category?: ("monitor" | "collect" | "content" | "forms" | "files" | "quality" | "connect" | "control") | null;
                cursor?: string | null;
                limit?: number;
                /** @description Words that all occur in what is said about it. */
                q?: string;
                tag?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Template_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_save: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_use: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                template: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Use"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    variables_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariablesView"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    variables_replace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVariables"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariablesView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    variables_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Revision the change was made to, as in ETag. */
                "if-match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SomeVariables"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariablesView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    variables_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    vault_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultKeys"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    vault_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultKeys"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    vault_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VaultKeys"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_find: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WebhookSummary_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkspace"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_rename: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Named"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkspace"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_find_invitations: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Invitation_"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_send_invitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_leave: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_read_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceLimits"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_replace_limits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLimits"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceLimits"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_find_members: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_change_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_read_offer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_offer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOffer"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_withdraw_offer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_accept_offer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_find: {
        parameters: {
            query?: {
                /** @description Those in the trash. */
                deleted?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspaces"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Named"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkspace"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaces_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text of the caller's: the same request with the same key is executed once. */
                "Idempotency-Key"?: string;
            };
            path: {
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkspace"];
                };
            };
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            /** @description What went wrong. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
