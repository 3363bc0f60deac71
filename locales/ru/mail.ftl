### Письма.

## Invitation: the person chooses a password. The link works once.

invitation-subject = Ваша учётная запись в { $organisation }
invitation-body =
    Здравствуйте, { $name }!

    Для вас создана учётная запись в { $organisation }. Ваш логин: { $login }.

    Задайте пароль здесь:
    { $link }

    Ссылка одноразовая и действует { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дней
    }. Если вы не ждали этого письма, ничего делать не нужно.

## Password reset

reset-subject = Новый пароль для { $organisation }
reset-body =
    Здравствуйте, { $name }!

    Кто-то запросил новый пароль для вашего логина { $login } в { $organisation }.

    Задайте его здесь:
    { $link }

    Ссылка одноразовая и действует { $hours ->
        [one] { $hours } час
        [few] { $hours } часа
        [many] { $hours } часов
       *[other] { $hours } часов
    }. Если это были не вы, не обращайте внимания на письмо; пароль останется прежним.
