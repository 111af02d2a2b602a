// Generated from the API's openapi.json by `npm run generate`.

export interface paths {
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
    "/api/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists credentials by name, without their fields' values
         * @description Lists credentials by name, without their fields' values.
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
        get?: never;
        /**
         * Replaces the fields of a credential
         * @description Replaces the fields of a credential.
         */
        put: operations["credentials_replace"];
        post?: never;
        /**
         * Removes a credential
         * @description Removes a credential.
         */
        delete: operations["credentials_delete"];
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
         * Makes the draft the next numbered version
         * @description Makes the draft the next numbered version; an unchanged draft gives the latest one again.
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
         * Checks a document and stores nothing
         * @description Checks a document and stores nothing: `{"valid", "diagnostics"}`.
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
         *     An event's `id` is the number to go on after, which browsers send back as Last-Event-ID by themselves.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
             *       "credits_low"
             *     ]
             */
            kinds?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low")[];
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
             *       "credits_low"
             *     ]
             */
            kinds?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low")[];
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
         * CountsView
         * @description What was counted of runs that ended; the success rate leaves canceled ones out.
         */
        CountsView: {
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
         * Credential
         * @description What may be shown of a credential; its fields stay sealed. Times are milliseconds since the epoch.
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
            /** Name */
            name: string;
            /** Type */
            type: string;
            /**
             * Updated At
             * @default 0
             */
            updated_at?: number;
            /** Workspace */
            workspace: string;
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
         * Explanation
         * @description A compiled document; `plan` is null when it has errors.
         */
        Explanation: {
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            /** Hash */
            hash: string | null;
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
         * Flow
         * @description A flow as listed; times are milliseconds since the epoch.
         */
        Flow: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
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
         * FlowVersion
         * @description An immutable published version.
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
        };
        /**
         * FlowView
         * @description A flow with its document and what the compiler has to say about it.
         */
        FlowView: {
            /**
             * Created At
             * @default 0
             */
            created_at?: number;
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
            /** Workspace */
            workspace: string;
        };
        /**
         * Forgotten
         * @description How many cached results were removed.
         */
        Forgotten: {
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
         * NewCredential
         * @description A credential to keep.
         */
        NewCredential: {
            /** Fields */
            fields: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Type */
            type: string;
        };
        /**
         * NewFields
         * @description Fields that replace those of a credential.
         */
        NewFields: {
            /** Fields */
            fields: {
                [key: string]: unknown;
            };
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
            kind: "run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low";
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
        /** Page[Iteration] */
        Page_Iteration_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["Iteration"][];
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
        /** Page[PauseView] */
        Page_PauseView_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["PauseView"][];
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
         * Publish
         * @description What is said about a new version.
         */
        Publish: {
            /**
             * Message
             * @default
             */
            message?: string;
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
            /** Request */
            request?: string | null;
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
            /** Request */
            request?: string | null;
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
            totals: components["schemas"]["CountsView"];
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
         * Times
         * @description When something would come due.
         */
        Times: {
            /** Next Times */
            next_times: number[];
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
         * Use
         * @description How the new flow is called; without a name as the template's flow.
         */
        Use: {
            /** Name */
            name?: string | null;
        };
        /**
         * Validation
         * @description Whether a document could be published.
         */
        Validation: {
            /** Diagnostics */
            diagnostics: components["schemas"]["DiagnosticView"][];
            /** Valid */
            valid: boolean;
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
                    "application/json": components["schemas"]["Forgotten"];
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
                kind?: ("run_failed" | "run_recovered" | "schedule_disabled" | "approval_requested" | "dead_letter" | "credits_low") | null;
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
}
