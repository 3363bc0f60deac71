### Administration: fields, types, users, settings, security.
