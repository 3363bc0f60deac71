### Administration: fields, types, users, settings, security.

## The index of the settings

settings-group-data = Данные
settings-group-shape = Устройство картотеки
settings-group-people = Люди и доступ
settings-group-house = Установка
settings-imports = Импорты
settings-imports-why = Все импорты с итогами и путём назад.
settings-data-import = Импорт данных
settings-data-import-why = Шаблоны и файлы для импорта, по типам.
settings-recipes = Рецепты
settings-recipes-why = Сохранённые сопоставления и настройки для файлов, которые придут ещё раз.
settings-tags = Метки
settings-tags-why = Слова на записях и импорты, которые их поставили.
settings-fields = Свои поля
settings-fields-why = Добавьте то, чего записям не хватает.
settings-types = Типы записей
settings-types-why = Что здесь хранится, и новые типы из файла описания.
settings-bots = Боты
settings-bots-why = Каждый бот работает в одном мессенджере; клиенты узнаются в его пределах.
settings-tunnels = Туннели
settings-tunnels-why = Куда попадают клиенты. Без выбора они попадают в туннель по умолчанию.
settings-lgts = Инструменты LGT
settings-lgts-why = Инструменты лидогенерации, каждый ведёт в свой туннель.
settings-users = Пользователи
settings-users-why = Добавляйте людей, приглашайте и отключайте их.
settings-roles = Роли
settings-roles-why = Что можно каждой роли.
settings-tokens = Токены API
settings-tokens-why = Доступ для скриптов и интеграций.
settings-sessions = Сеансы
settings-sessions-why = Кто вошёл и откуда.
settings-general = Общие
settings-general-why = Название, язык, часовой пояс, пределы для файлов.
settings-security = Безопасность
settings-security-why = С чем люди входят.
settings-audit = Журнал действий
settings-audit-why = Кто что сделал и когда.

## Custom fields

fields-why = Своё поле сразу есть в шаблонах, сопоставлении, фильтрах и выгрузках. Его столбец стоит в конце.
fields-type = Тип записи
fields-own = Обычные поля
fields-custom = Свои поля
fields-archived = В архиве
fields-archived-why = Хранятся со значениями, но больше нигде не предлагаются.
fields-none = Своих полей пока нет: { $name }
fields-none-why = Добавьте поле, и оно станет последним столбцом следующего шаблона.
fields-template-note = В этом порядке стоят столбцы шаблона. Чтобы получить новые, скачайте шаблон ещё раз.
fields-moved = { $name }: теперь место { $place } из { $n }
fields-own-n = Обычные поля ({ $n })
field-add = Добавить поле
field-add-to = Добавить поле: { $name }
field-new = Новое поле
field-order = Порядок
field-label = Название
field-key = Ключ
field-kind = Вид
field-asks = Требования
field-in-use = Заполнено записей
field-aliases = Другие названия столбцов
field-aliases-why = По одному в строке. Столбец с таким названием сопоставится сам.
field-choices-n =
    { $n ->
        [one] { $n } вариант
        [few] { $n } варианта
        [many] { $n } вариантов
       *[other] { $n } варианта
    }
field-is-required = Обязательное
field-unique = Уникальное
field-default-is = По умолчанию: { $value }
field-filled-n =
    { $n ->
        [one] значение в { $n } записи
        [few] значение в { $n } записях
        [many] значение в { $n } записях
       *[other] значение в { $n } записи
    }
field-actions = Действия: { $name }
field-up = Поднять: { $name }
field-down = Опустить: { $name }
field-change-kind = Сменить вид
field-archive = В архив
field-archive-instead = Лучше в архив
field-back = Вернуть в работу
field-back-of = Вернуть в работу: { $name }
field-delete = Удалить
field-delete-of = Удалить поле: { $name }
field-words = Слова
field-words-why = Каждый видит название на своём языке, в том числе в заголовке шаблона. Пустое показывается по-английски.
field-label-in = Название ({ $name })
field-help-in = Смысл ({ $name })
field-needs-label = Напишите название хотя бы на одном языке.
field-value = Значение
field-key-why = Строчные латинские буквы, цифры и _. Пустой составится из названия. Потом его не изменить.
field-key-stays = не меняется
field-kind-why = От него зависит, что принимается и как показывается.
field-target = Тип по ссылке
field-target-why = Только для ссылок.
field-required-long = Обязательно в каждой новой записи
field-required-why = Строка без него не импортируется.
field-unique-long = Каждое значение только один раз
field-unique-why = У двух записей не бывает одинакового значения.
field-default = Значение по умолчанию
field-default-why = Что получит новая запись, если ничего не указано.
field-max = Наибольшая длина в символах
field-max-why = Пусто: предел вида, для текста 255.
field-choices = Варианты
field-choices-why = Для одного или нескольких вариантов. Очистите строку, чтобы убрать вариант; используемый убрать нельзя.
choice-new = новый
choice-in = Вариант { $number } ({ $name })
choice-aliases = Понимаются также, через запятую
choice-aliases-of = Другие слова варианта { $number }
field-open = Импорты могут добавлять варианты
field-delete-filled =
    { $n ->
        [one] Значение этого поля есть в { $n } записи.
        [few] Значение этого поля есть в { $n } записях.
        [many] Значение этого поля есть в { $n } записях.
       *[other] Значение этого поля есть в { $n } записи.
    }
field-delete-filled-why = Сначала удалите значения. Это отдельный запуск: он останется в истории и его можно отменить. Или уберите поле в архив, значения сохранятся.
field-clear =
    { $n ->
        [one] Удалить значение { $n } записи
        [few] Удалить значения { $n } записей
        [many] Удалить значения { $n } записей
       *[other] Удалить значения { $n } записи
    }
field-delete-empty = Ни в одной записи это поле не заполнено.
field-delete-empty-why = Оно исчезнет из шаблонов, сопоставлений, фильтров и выгрузок. Отменить это нельзя.
field-kind-of = Вид поля: { $name }
field-kind-now = Сейчас: { $name }.
field-kind-to = Другой вид
field-kind-try = Проверить
field-kind-result = Проба: { $name }
field-kind-empty = Ни одна запись не заполнена, вид можно сменить сразу.
field-kind-fit = Подошли бы { $fit } из { $n } значений. Ничего не изменено.
field-kind-unfit = Значения, которые не подходят
field-kind-value = Значение
field-kind-how = Значения никогда не меняются тайком. Добавьте поле другого вида, выгрузите записи, скопируйте столбец и загрузите файл: каждое значение видно до сохранения. Потом удалите это поле.
flash-custom-field-added = Поле «{ $name }» добавлено. Скачайте шаблон ещё раз, чтобы получить новый столбец.
flash-field-saved = Поле «{ $name }» сохранено.
flash-field-archived = Поле «{ $name }» убрано в архив. Значения сохранены.
flash-field-back = Поле «{ $name }» снова в работе.
flash-field-deleted = Поле «{ $name }» удалено.
flash-field-cleared =
    { $n ->
        [one] Удалено значение { $n } записи. Это можно отменить в истории.
        [few] Удалены значения { $n } записей. Это можно отменить в истории.
        [many] Удалены значения { $n } записей. Это можно отменить в истории.
       *[other] Удалены значения { $n } записи. Это можно отменить в истории.
    }
flash-field-kind = Вид поля «{ $name }» изменён.
refusal-choice-held =
    { $n ->
        [one] «{ $value }» убрать нельзя: вариант есть в { $n } записи.
        [few] «{ $value }» убрать нельзя: вариант есть в { $n } записях.
        [many] «{ $value }» убрать нельзя: вариант есть в { $n } записях.
       *[other] «{ $value }» убрать нельзя: вариант есть в { $n } записи.
    }
refusal-choice-twice = Вариант «{ $value }» указан дважды, или у него нет ключа.
refusal-default-unreadable = «{ $value }» не подходит этому виду.
refusal-field-filled =
    { $n ->
        [one] Поле «{ $field }» заполнено в { $n } записи.
        [few] Поле «{ $field }» заполнено в { $n } записях.
        [many] Поле «{ $field }» заполнено в { $n } записях.
       *[other] Поле «{ $field }» заполнено в { $n } записи.
    }
refusal-kind-needs-target = Ссылке нужен тип записи. Добавьте новое поле.
language-en = английский
language-cs = чешский
language-pt-BR = португальский
language-ru = русский

## Record types

type-name = Название
type-one = Одна запись
type-fields = Полей
type-origin = Происхождение
type-custom = Свой
type-builtin = Встроенный
type-definition = Описание
type-add = Добавить тип записи
type-add-why = Описание — файл TOML: ключ, слова на четырёх языках, поля. Скачайте одно из описаний выше и измените его или загляните в examples/types.
type-file = Файл описания
type-typed = Или напишите здесь
flash-type-added = Тип записи «{ $name }» добавлен.

## Users and roles

users-import = Импорт
users-find = Логин
users-every-role = Все роли
users-every-state = Любое состояние
users-none = Пользователей пока нет
users-none-fit = Под фильтр никто не подходит
users-none-why = Добавьте кого-нибудь или загрузите файл с пользователями.
user-new = Новый пользователь
user-add = Добавить пользователя
user-name = Имя
user-role = Роль
user-company = Компания
user-state = Состояние
user-last = Последний вход
user-active = Активен
user-inactive = Отключён
user-can-sign-in = Может войти
user-invited = Приглашён
user-link-over = Ссылка истекла
user-no-password = Пароля ещё нет
user-door = Доступ
user-link = Ссылка
user-link-until = Ссылка действует до
user-invite-link = Создать ссылку-приглашение
user-reset-link = Создать ссылку для нового пароля
user-link-why = Передайте ссылку сами. Прежняя ссылка перестанет действовать.
user-link-for = Ссылка для { $name }
user-link-once = Скопируйте ссылку сейчас. Второй раз она не покажется.
user-link-days =
    { $n ->
        [one] Действует один раз, { $n } день. Кто откроет, выберет пароль.
        [few] Действует один раз, { $n } дня. Кто откроет, выберет пароль.
        [many] Действует один раз, { $n } дней. Кто откроет, выберет пароль.
       *[other] Действует один раз, { $n } дня. Кто откроет, выберет пароль.
    }
user-needs-username = Напишите логин.
user-needs-email = Напишите e-mail. Он может быть выдуманным: письма не отправляются.
user-deactivate = Отключить
user-deactivate-of = Отключить: { $name }
user-deactivate-why = Человек больше не сможет войти; сеансы и ссылки закончатся. Запись и история останутся.
user-activate = Включить снова
user-owns =
    { $n ->
        [one] { $name } отвечает за { $n } запись.
        [few] { $name } отвечает за { $n } записи.
        [many] { $name } отвечает за { $n } записей.
       *[other] { $name } отвечает за { $n } записи.
    }
user-owns-none = { $name } не отвечает ни за одну запись.
user-heir = Кому передать
user-heir-none = Никому: останутся у { $name }
user-heir-why = Другие ответственные остаются. Передача — отдельный запуск, её можно отменить.
flash-user-added = Пользователь «{ $name }» добавлен. Создайте ссылку-приглашение, чтобы он мог войти.
flash-user-saved = Пользователь «{ $name }» сохранён.
flash-user-deactivated = { $name }: доступ отключён.
flash-user-handed-over =
    { $n ->
        [one] { $name }: доступ отключён. { $n } запись передана: { $heir }.
        [few] { $name }: доступ отключён. { $n } записи переданы: { $heir }.
        [many] { $name }: доступ отключён. { $n } записей передано: { $heir }.
       *[other] { $name }: доступ отключён. { $n } записи передано: { $heir }.
    }
flash-user-activated = { $name }: доступ снова включён.
refusal-last-administrator = Это последний администратор, который может войти.
hint-last-administrator = Сначала дайте роль другому пользователю с паролем.
refusal-heir-unfit = Передать записи нельзя: { $name }. Выберите другого активного оператора или администратора.
role-administrator-why = всё, включая настройки
role-operator-why = смотрит, меняет, загружает и выгружает
role-end-user-why = его обслуживают; записей не видит
roles-why = Роли неизменны. По этой таблице проверяется каждое действие: в браузере, в командной строке и по токену.
roles-permission = Право
roles-yes = Да
roles-no = Нет
permission-see-records = Смотреть записи
permission-edit-records = Менять записи
permission-import = Загружать компании, контакты, продукты, клиентов
permission-import-leads = Загружать лиды
permission-import-users = Загружать пользователей
permission-take-back = Отменять запуски, удалять импорты
permission-export = Выгружать
permission-bulk-edit = Массовые правки
permission-administer = Настройки, пользователи, поля
permission-operate = Резервные копии и восстановление

## API tokens

token = Токен
token-new = Создать токен
token-made = Токен создан
token-once = Скопируйте токен сейчас. Второй раз он не покажется.
token-name = Название
token-name-why = Для чего он, чтобы потом знать, что отзывать.
token-owner = Действует как
token-scopes = Права
token-created = Создан
token-expires = Истекает
token-expired = Истёк
token-used = Последнее использование
token-never = Никогда
token-life = Срок
token-days =
    { $n ->
        [one] { $n } день
        [few] { $n } дня
        [many] { $n } дней
       *[other] { $n } дня
    }
token-revoke = Отозвать
token-revoke-of = Отозвать { $name }
tokens-none = Токенов пока нет
tokens-none-why = Скриптам и интеграциям нужен токен.
scope-read = Чтение
scope-read-why = смотреть записи, поля, историю
scope-write = Запись
scope-write-why = менять записи, одну или много
scope-import = Импорт
scope-import-why = импортировать файлы, отменять импорты
scope-export = Выгрузка
scope-export-why = делать и скачивать выгрузки
scope-admin = Управление
scope-admin-why = всё, что можно владельцу
flash-token-revoked = Токен отозван. Он больше ничего не открывает.
refusal-token-name-unfit = Напишите название не длиннее { $n } символов.
refusal-token-without-scope = Выберите хотя бы одно право.
refusal-token-days-unfit = Токен действует от 1 до { $n } дней.
refusal-token-unknown = Такого токена нет, или он уже отозван.

## Security

login-mode = Вход
login-mode-username = Логин и пароль
login-mode-username-why = При входе по логину один e-mail может быть у нескольких людей, например в разных компаниях.
login-mode-email = E-mail и пароль
login-mode-email-why = При входе по e-mail каждый адрес должен быть один. Перед переключением ищутся повторы.
login-mode-check = Проверить адреса
login-mode-result = Проверка адресов
login-mode-free = Каждый адрес у одного пользователя. Можно переключать.
login-mode-shared =
    { $n ->
        [one] { $n } адрес используют несколько человек ({ $users }). Исправьте его до переключения.
        [few] { $n } адреса используют несколько человек ({ $users }). Исправьте их до переключения.
        [many] { $n } адресов используют несколько человек ({ $users }). Исправьте их до переключения.
       *[other] { $n } адреса используют несколько человек ({ $users }). Исправьте их до переключения.
    }
login-mode-users = Пользователи
login-mode-how = Откройте пользователя и измените адрес. Пока ничего не изменено.
security-rules = Что действует всегда
security-password = В пароле не меньше { $n } символов, хранится только argon2id.
security-idle =
    { $n ->
        [one] Неиспользуемый сеанс завершается через { $n } час.
        [few] Неиспользуемый сеанс завершается через { $n } часа.
        [many] Неиспользуемый сеанс завершается через { $n } часов.
       *[other] Неиспользуемый сеанс завершается через { $n } часа.
    }
security-longest =
    { $n ->
        [one] Ни один сеанс не длится дольше { $n } дня.
        [few] Ни один сеанс не длится дольше { $n } дней.
        [many] Ни один сеанс не длится дольше { $n } дней.
       *[other] Ни один сеанс не длится дольше { $n } дня.
    }
security-links =
    { $n ->
        [one] Ссылка-приглашение действует один раз, { $n } день.
        [few] Ссылка-приглашение действует один раз, { $n } дня.
        [many] Ссылка-приглашение действует один раз, { $n } дней.
       *[other] Ссылка-приглашение действует один раз, { $n } дня.
    }
security-tries = После пяти неверных паролей вход ждёт, отдельно для имени и адреса, до четверти часа.

## General settings

general-house = Установка
general-organisation = Организация
general-organisation-why = Стоит вверху каждой страницы.
general-language = Язык
general-zone = Часовой пояс
general-zone-why = В нём показывается время на страницах. Сейчас: { $now }.
general-limits = Пределы для файлов
setting-file-date-order = Порядок дат в файлах
setting-file-date-order-detect = Определять по файлу
setting-file-date-order-dmy = День, месяц, год
setting-file-date-order-mdy = Месяц, день, год
setting-file-date-order-ymd = Год, месяц, день
setting-file-decimal = Десятичный знак в файлах
setting-file-decimal-detect = Определять по файлу
setting-file-decimal-comma = Запятая
setting-file-decimal-point = Точка
setting-uploads-most-mb = Самый большой файл, мегабайт
setting-uploads-kept-days = Сколько дней хранить загруженные файлы
setting-exports-kept-days = Сколько дней хранить выгрузки
setting-drafts-kept-days = Сколько дней хранятся незапущенные импорты
setting-work-at-once = Сколько долгих работ одновременно
general-others = Файлы, выгрузки и работа
general-limits-why = 0 не ставит своего предела. Файлы на другом языке или в другой кодировке распознаются сами.
general-profile = Вид импорта
general-rows = Строк в файле
general-chars = Символов в ячейке
general-delivered = Изначально: { $value }
profile-word-general = Общая
profile-word-leads = Лиды
profile-word-users = Пользователи
profile-word-helpdesk-companies = Компании службы поддержки
profile-word-edit = Файл массовых правок
profile-word-audience = Аудитория мессенджера
profile-word-companies-contacts = Компании и контактные лица
setting-allowed = «{ $value }» не подходит. Допустимо: { $allowed }.
flash-settings-saved = Настройки сохранены.

## Bots, tunnels, LGTs, tags

list-none-bots = Ботов пока нет
list-none-tunnels = Туннелей пока нет
list-none-lgts = Инструментов LGT пока нет
list-none-why = Клиенты мессенджера привязываются при импорте.
list-add-bots = Новый бот
list-add-tunnels = Новый туннель
list-add-lgts = Новый инструмент LGT
list-clients = Клиентов
list-clients-n =
    { $n ->
        [one] Привязан { $n } клиент.
        [few] Привязаны { $n } клиента.
        [many] Привязано { $n } клиентов.
       *[other] Привязано { $n } клиента.
    }
list-fixed = Остаётся
list-fixed-why = Сюда попадают клиенты без туннеля. Его нельзя переименовать и удалить.
list-delete-why = То, на чём что-то держится, остаётся.
flash-list-added = «{ $name }» добавлено.
flash-list-saved = «{ $name }» сохранено.
flash-list-deleted = «{ $name }» удалено.
refusal-reference-held = «{ $name }» остаётся: на него ссылаются другие записи.
tags-find = Метка
tags-kind = Откуда
tags-every = Все
tags-of-import = Импорты
tags-own = Люди
tags-none = Меток пока нет
tags-none-fit = Под фильтр ничего не подходит
tags-none-why = Каждый импорт ставит на свои записи собственную метку.
tags-made-by = Откуда
tags-by-people = Кто-то из людей
tags-records = Записи
tags-on-nothing = ни на одной записи
tags-more = Меток больше. Уточните поиск.

## Recipes

recipes-why = Рецепт — текстовый файл о том, как читать файлы одного вида. Он работает здесь, в командной строке и в скриптах.
recipes-none = Рецептов пока нет
recipes-none-why = Сохраните сопоставление импорта или загрузите файл рецепта.
recipe-name = Название
recipe-name-why = Пустое берётся из имени файла. Рецепт с таким названием заменяется.
recipe-saved-times = Сохранён раз
recipe-upload = Загрузить рецепт
recipe-file = Файл рецепта (.toml)
recipe-version =
    { $n ->
        [one] Сохранён { $n } раз
        [few] Сохранён { $n } раза
        [many] Сохранён { $n } раз
       *[other] Сохранён { $n } раза
    }
recipe-rename = Новое название
recipe-delete-why = Уже сделанные импорты останутся как есть.
flash-recipe-kept = Рецепт «{ $name }» сохранён.
flash-recipe-deleted = Рецепт «{ $name }» удалён.
refusal-recipe-name-taken = Рецепт «{ $name }» уже есть.

## Sessions and the audit log

sessions-why = Все, кто вошёл. Завершённый сеанс возвращает браузер ко входу.
session-end-of = Завершить сеанс: { $name }
audit-at = Когда
audit-who = Кто
audit-run = запуск № { $number }
audit-what = Что
audit-subject = С чем
audit-number = Номер
audit-from = С
audit-until = По
audit-everything = Всё
audit-download = Скачать CSV
audit-none = Под фильтр ничего не подходит
audit-none-why = Измените человека, действие или даты.
verb-accept-invitation = Принял приглашение
verb-activate-user = Включил пользователя
verb-add-administrator = Добавил администратора
verb-backup = Сделал резервную копию
verb-erase = Стёр человека
verb-bulk-edit = Начал массовую правку
verb-bulk-edit-end = Массовая правка завершилась
verb-change-password = Сменил пароль
verb-deactivate-user = Отключил пользователя
verb-end-session = Завершил сеанс
verb-export = Выгрузил
verb-export-delete = Удалил выгрузку
verb-field-add = Добавил поле
verb-field-archive = Убрал поле в архив или вернул
verb-field-delete = Удалил поле
verb-field-kind = Сменил вид поля
verb-field-order = Переставил поле
verb-field-update = Изменил поле
verb-invite-user = Создал ссылку для пароля
verb-mend = Исправил строки
verb-recipe-delete = Удалил рецепт
verb-recipe-save = Сохранил рецепт
verb-run-import = Начал импорт
verb-setting-set = Изменил настройку
verb-setting-unset = Вернул настройку
verb-sign-in = Вошёл
verb-token-create = Создал токен
verb-token-revoke = Отозвал токен
verb-type-add = Добавил тип записи
verb-forget-file = Удалил файл по сроку
verb-hand-over-draft = Передал черновик коллеге
verb-discard-draft = Удалил черновик
verb-batch-edit = Записал несколько записей сразу
verb-export-download = Скачал экспорт
verb-embed-create = Создал сеанс встроенного импорта
verb-embed-end = Завершил сеанс встроенного импорта
verb-webhook-create = Добавил вебхук
verb-webhook-delete = Удалил вебхук
verb-webhook-redeliver = Отправил доставку ещё раз
verb-undo-run = Отменил запуск
