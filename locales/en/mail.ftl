### Letters.

## Invitation: the person chooses a password. The link works once.

invitation-subject = Your account in { $organisation }
invitation-body =
    Hello { $name },

    an account was made for you in { $organisation }. Your user name is { $login }.

    Choose your password here:
    { $link }

    The link works once and for { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. If you did not expect this message, you need not do anything.

## Password reset

reset-subject = A new password for { $organisation }
reset-body =
    Hello { $name },

    somebody asked for a new password for your user name { $login } in { $organisation }.

    Choose it here:
    { $link }

    The link works once and for { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. If it was not you, ignore this message; your password stays as it is.
