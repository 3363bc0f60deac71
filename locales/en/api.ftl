## What programs are told that people never are: requests of the REST API, webhooks, embedded pages.

refusal-records-unsaid = It is not said which records are meant. Nothing was changed.
hint-records-unsaid = Name them by filter, search, tags or ids; "all": true stands for every record of the type.
refusal-selection-twice = "all" stands for every record, and something else narrows them. Nothing was changed.
hint-selection-twice = Leave one of the two out.
refusal-batch-size =
    { $n ->
        [one] A batch holds one record.
       *[other] A batch holds 1 to { $n } records.
    } Nothing was changed.
hint-batch-size = Send the others in further batches, or as an import.
refusal-tags-unfit = The tags cannot be set: { $reason }
refusal-field-order-unfit = The order must name every custom field in use once: { $fields }.
refusal-resource-changed = This was changed by somebody since you read it. Nothing was changed now.
hint-resource-changed = Read it again, and send the change with its new ETag.

refusal-csrf-token-missing = The session in the cookie is not enough for a change. Nothing was changed.
hint-csrf-token-missing = Send the header X-CSRF-Token with what GET /api/v1/session gives as csrf_token, or use a token.
refusal-cursor-gone = The record this page begins after ({ $id }) is gone.
hint-cursor-gone = Begin the list anew, without cursor.

help-problem = What a refusal means
help-problem-why = A program asked for something that could not be done, and was given this reason. Dots stand for what the request was about.

refusal-too-many-webhooks =
    { $n ->
        [one] There may be one webhook.
       *[other] There may be { $n } webhooks.
    } Nothing was made.
hint-too-many-webhooks = Delete one that is not needed any more.
refusal-webhook-url-unfit = "{ $value }" is not an address a webhook can be sent to. Nothing was changed.
hint-webhook-url-unfit = It begins with https://; http:// only when the setting webhook_private is yes. No name or password stands in it.
refusal-webhook-without-event = It is not said what the webhook is told. Choose at least one of: { $choices }.
refusal-webhook-event-unknown =
    There is no event "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Did you mean { $likely }?
    }
refusal-embed-without-type = It is not said which record types may be imported: name one in type, or several in types. Nothing was made.
refusal-embed-origin-unfit = "{ $value }" is not an origin that can show the import. Nothing was made.
hint-embed-origin-unfit = Write scheme, host and port only: https://app.example.com. http:// only for localhost.
refusal-embed-theme-unfit = "{ $value }" is not a value for { $name }. Nothing was made.
hint-embed-theme-unfit = Colours are written #1a2b3c, corners 8px, fonts as a list of names; the other names are in the documentation.
refusal-embed-time-unfit = A session lives from { $limit } to { $seconds } seconds. Nothing was made.
refusal-embed-needs-tls = A page of another site can show the import only over https. Nothing was made.
hint-embed-needs-tls = Start the server with its public address: --public-url https://crm.example.com.
refusal-embed-unknown = There is no such session, or it was forgotten meanwhile.
refusal-embed-ticket-unfit = This address was opened already, is too old, or is mistyped.
hint-embed-ticket-unfit = Load the page around again: it makes a new one.
refusal-embed-not-framed = This address opens inside a page of the product that made it, not in a window of its own.
refusal-embed-over = This import window is closed.
hint-embed-over = Load the page around again to open a new one.
refusal-embed-type-unfit = This cannot be imported here.
setting-webhook-private-help = Whether webhooks may be sent into your own network: no, or yes.

## The command line over a server.

refusal-server-token-missing = A server was named, and no token for it.
hint-server-token-missing = Set KARTOTEKA_TOKEN, name a file with --token-file, or keep a token with kartoteka auth login. An administrator makes tokens in the settings.
refusal-server-unreachable = The server { $address } cannot be reached: { $reason }
hint-server-unreachable = Look whether the address is right and the server runs, then do it again: what was done is not done twice.
refusal-server-unsafe = The line to { $address } is not safe, so nothing was sent: { $reason }
hint-server-unsafe = Look whether the certificate of the server is valid for this address. A server without one has an address with http://.
refusal-server-version-differs = The server { $address } has version { $version }, this program { $known }, and they did not understand each other.
hint-server-version-differs = Use the program of the version the server has, or renew the server.
refusal-token-without-user = It is not said whom the token acts as.
hint-token-without-user = Name a user with --user.
refusal-server-not-remembered = There is no token for { $address } here.
refusal-no-place-for-tokens = There is no folder for settings to keep the token in.
hint-no-place-for-tokens = Set HOME or XDG_CONFIG_HOME, or give the token with every command: KARTOTEKA_TOKEN, --token-file.
token-acts-as = This token acts as { $name }. It is shown now and never again:
token-revoked = Token { $number } opens nothing any more.
auth-in = At { $address } you are { $name }. The token is kept for you on this machine.
auth-out = The token for { $address } is forgotten. It still is valid: an administrator can revoke it.
heading-server = Server
heading-scopes = Scopes
heading-expires = Ends
heading-used = Last used
refusal-server-strange = What answers at { $address } is no Kartoteka server.
refusal-server-unfit = The { $name } cannot be used as it stands.
hint-server-unfit = A server is an address such as https://crm.example.com; a token is one word and begins with kt_.
refusal-server-said = { $reason }
refusal-not-over-server = This command works on a data directory, not over a server. Nothing was done.
hint-not-over-server = Leave out --server and KARTOTEKA_SERVER, or use the REST API.
