### Dopisy.

## Invitation: the person chooses a password. The link works once.

invitation-subject = Váš účet v { $organisation }
invitation-body =
    Dobrý den, { $name },

    v { $organisation } pro vás byl vytvořen účet. Vaše uživatelské jméno je { $login }.

    Heslo si zvolte zde:
    { $link }

    Odkaz lze použít jednou a platí { $days ->
        [one] { $days } den
        [few] { $days } dny
       *[other] { $days } dní
    }. Pokud jste tuto zprávu nečekali, nemusíte nic dělat.

## Password reset

reset-subject = Nové heslo pro { $organisation }
reset-body =
    Dobrý den, { $name },

    někdo požádal o nové heslo k vašemu uživatelskému jménu { $login } v { $organisation }.

    Zvolte si ho zde:
    { $link }

    Odkaz lze použít jednou a platí { $hours ->
        [one] { $hours } hodinu
        [few] { $hours } hodiny
       *[other] { $hours } hodin
    }. Pokud jste to nebyli vy, zprávu nechte být; heslo zůstává, jak je.
