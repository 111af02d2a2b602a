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
         * @description Lists what waits for somebody, oldest first.
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
         * Returns rows in order of first insertion, or the whole dataset as CSV
         * @description Returns rows in order of first insertion, or the whole dataset as CSV.
         */
        get: operations["datasets_read"];
        put?: never;
        post?: never;
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
         * Returns the document as text
         * @description Returns the document as text.
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
         *     The same Idempotency-Key gives the same run. The status is 201, or 200 for a run that has ended.
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
         * @description Returns a run; with `wait`, at its end or after that many seconds.
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
         * @description Lists the recorded steps, by iteration and node.
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
            /**
             * Cron expression
             * @example 30 7 * * MON-FRI
             */
            expression: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "cron";
        };
        /**
         * DatasetView
         * @description A dataset as listed.
         */
        DatasetView: {
            /** Name */
            name: string;
        } & {
            [key: string]: unknown;
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
         * Event
         * @description Something that happened in a run; further fields depend on `type`.
         */
        Event: {
            /** At */
            at: number;
            /** Seq */
            seq: number;
            /**
             * Type
             * @example step.succeeded
             */
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
         * LeftAlone
         * @description A healed target that the draft has not taken over, and why.
         */
        LeftAlone: {
            healed: components["schemas"]["Healed"];
            /** Reason */
            reason: string;
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
         * Once
         * @description One moment, as a local time such as 2026-12-24T08:00.
         */
        Once: {
            /**
             * At
             * @example 2026-12-24T08:00
             */
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
        /** Page[NodeSummary] */
        Page_NodeSummary_: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["NodeSummary"][];
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
        /**
         * PauseView
         * @description A step that waits for somebody.
         */
        PauseView: {
            /** Kind */
            kind: string;
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
         * Problem
         * @description What went wrong (RFC 9457): `code` is stable, `hint` says what to do about it.
         */
        Problem: {
            /**
             * Code
             * @example flow.not_found
             */
            code: string;
            /**
             * Correlation Id
             * @default null
             */
            correlation_id?: string | null;
            /**
             * Detail
             * @example There is no flow 'f'.
             */
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
            /**
             * Status
             * @example 404
             */
            status: number;
            /**
             * Title
             * @example Not Found
             */
            title: string;
            /**
             * Type
             * @example urn:flow-builder:problem:flow.not_found
             */
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
         * @description Rows of a dataset, in order of first insertion.
         */
        Rows: {
            /** Columns */
            columns: string[];
            /** Name */
            name: string;
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
             * Created At
             * @default 0
             */
            created_at?: number;
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
         * Times
         * @description When something would come due.
         */
        Times: {
            /** Next Times */
            next_times: number[];
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
    };
    responses: never;
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
                    "*/*": unknown;
                    "application/json": unknown;
                };
            };
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
                format?: "json" | "csv";
                limit?: number;
                offset?: number;
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
                    "text/csv; charset=utf-8": unknown;
                };
            };
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
                format?: "yaml" | "json";
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
                    "application/json": components["schemas"]["Flow"];
                };
            };
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description What went wrong. */
            default: {
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
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description What went wrong. */
            default: {
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
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            /** @description What went wrong. */
            default: {
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
            header?: never;
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
            /** @description What went wrong. */
            default: {
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
