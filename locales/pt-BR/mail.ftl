### Mensagens de e-mail.

## Invitation: the person chooses a password. The link works once.

invitation-subject = Sua conta em { $organisation }
invitation-body =
    Olá, { $name },

    uma conta foi criada para você em { $organisation }. Seu nome de usuário é { $login }.

    Escolha sua senha aqui:
    { $link }

    O link funciona uma única vez e vale por { $days ->
        [one] { $days } dia
       *[other] { $days } dias
    }. Se você não esperava esta mensagem, não precisa fazer nada.

## Password reset

reset-subject = Nova senha para { $organisation }
reset-body =
    Olá, { $name },

    alguém pediu uma nova senha para o seu nome de usuário { $login } em { $organisation }.

    Escolha-a aqui:
    { $link }

    O link funciona uma única vez e vale por { $hours ->
        [one] { $hours } hora
       *[other] { $hours } horas
    }. Se não foi você, ignore esta mensagem; sua senha continua a mesma.
