### Слова продукта, единицы, шаблоны и файлы результатов, отказы. Переменные — факты; числа уже разбиты на группы.

## Words of the product. The part after the first hyphen is the word the program uses.

severity-note = Примечание
severity-warning = Предупреждение
severity-error = Ошибка
outcome-created = Создано
outcome-updated = Обновлено
outcome-unchanged = Без изменений
outcome-skipped = Пропущено
outcome-rejected = Не загружено
outcome-failed = Не удалось
outcome-waiting = Ещё не запущено
state-uploaded = Файл загружен
state-reading = Чтение
state-mapping = Сопоставление столбцов
state-checking = Проверка
state-checked = Готово к запуску
state-queued = В очереди
state-running = Выполняется
state-cancelling = Останавливается
state-completed = Завершено
state-stopped = Остановлено
state-failed = Сбой
state-undone = Отменено
state-partly-undone = Отменено частично
result-clean = Завершено
result-with-rejected = Завершено, часть строк не загружена
result-nothing-to-do = Завершено, менять было нечего
name-of-failed = { $name }, пропущенные строки
mode-create = Только создавать новые
mode-update = Только обновлять существующие
mode-upsert = Создавать и обновлять
mode-create-and-update = { mode-upsert }
role-administrator = Администратор
role-operator = Оператор
role-end-user = Конечный пользователь
type-company = Компания
type-contact = Контакт
type-lead = Лид
type-product = Товар
type-location = Локация
type-asset = Оборудование
type-user = Пользователь
type-client = Клиент
type-bot = Бот
type-tunnel = Туннель
type-lgt = LGT
type-deal = Сделка
type-activity = Активность

## Units. The number and a no-break space stand before them.

unit-day = д
unit-hour = ч
unit-minute = мин
unit-second = с
unit-byte = Б
unit-kilobyte = кБ
unit-megabyte = МБ
unit-gigabyte = ГБ

## Counted things

count-rows =
    { $n ->
        [one] { $n } строка
        [few] { $n } строки
        [many] { $n } строк
       *[other] { $n } строк
    }
count-records =
    { $n ->
        [one] { $n } запись
        [few] { $n } записи
        [many] { $n } записей
       *[other] { $n } записей
    }
count-columns =
    { $n ->
        [one] { $n } столбец
        [few] { $n } столбца
        [many] { $n } столбцов
       *[other] { $n } столбцов
    }
count-fields =
    { $n ->
        [one] { $n } поле
        [few] { $n } поля
        [many] { $n } полей
       *[other] { $n } полей
    }
count-errors =
    { $n ->
        [one] { $n } ошибка
        [few] { $n } ошибки
        [many] { $n } ошибок
       *[other] { $n } ошибок
    }
count-warnings =
    { $n ->
        [one] { $n } предупреждение
        [few] { $n } предупреждения
        [many] { $n } предупреждений
       *[other] { $n } предупреждений
    }
count-notes =
    { $n ->
        [one] { $n } примечание
        [few] { $n } примечания
        [many] { $n } примечаний
       *[other] { $n } примечаний
    }

## Field kinds, how they are written, their limits (sheet "Instructions" of templates)

kind-text = Текст
kind-long-text = Длинный текст
kind-integer = Целое число
kind-decimal = Число
kind-money = Денежная сумма
kind-percent = Процент
kind-yes-no = Да или нет
kind-date = Дата
kind-date-time = Дата и время
kind-time = Время суток
kind-email = Адрес электронной почты
kind-phone = Номер телефона
kind-web-address = Адрес сайта
kind-choice = Один вариант
kind-choices = Несколько вариантов
kind-link = Ссылка на запись
kind-links = Ссылки на несколько записей
kind-country = Страна
format-text = Любой текст в одну строку
format-long-text = Любой текст; переносы строк сохраняются
format-integer = Только цифры, без дробной части
format-decimal = Число с десятичной запятой или точкой
format-money = Число без валюты, например 1250,50
format-percent = Число с % или без, например 21 или 21 %
format-yes-no = да или нет; можно 1 или 0
format-date = Дата в таблице или день.месяц.год, например 21.11.2026
format-date-time = Дата и время в таблице или текст, например 21.11.2026 09:30
format-time = Часы и минуты в 24-часовом формате, например 09:30
format-email = Один адрес, например imya@example.com
format-phone = Один номер, для зарубежных — с + и кодом страны
format-web-address = Адрес, например www.example.com
format-choice = Одно из допустимых значений
format-choices = Допустимые значения через запятую
format-link = Название или ID существующей записи ({ $type })
format-links = Названия или ID существующих записей ({ $type }) через запятую
format-users = Логины пользователей через запятую
format-country = Название страны или двухбуквенный код, например KZ
limit-characters =
    Не больше { $n ->
        [one] { $n } символа
        [few] { $n } символов
        [many] { $n } символов
       *[other] { $n } символов
    }
limit-range = От { $least } до { $most }
limit-unique = Каждое значение только один раз
choices-open = Можно добавлять новые значения
yes = да
no = нет

## Templates. Sheet names have at most 31 characters and none of : \ / ? * [ ]

sheet-data = Данные
sheet-instructions = Инструкция
heading-column = Столбец
heading-meaning = Значение
heading-format = Формат
heading-limit = Предел
heading-allowed-values = Допустимые значения
heading-example = Пример
template-title = Как заполнить этот файл: { $type }
template-required-note = Столбцы со знаком * нужно заполнить в каждой строке.
template-intro-fill = Заполните лист «{ $sheet }», по одной записи в строке, и загрузите файл. Проверка покажет все проблемы до того, как что-либо сохранится.
template-intro-limits =
    В одном файле — не больше { $rows ->
        [one] { $rows } строки
        [few] { $rows } строк
        [many] { $rows } строк
       *[other] { $rows } строк
    }, в одной ячейке — не больше { $chars ->
        [one] { $chars } символа
        [few] { $chars } символов
        [many] { $chars } символов
       *[other] { $chars } символов
    }.
template-intro-headers = Не переименовывайте заголовки в первой строке. Столбцы можно переставлять, а ненужные — удалять.
template-intro-empty = При обновлении пустая ячейка оставляет сохранённое значение, если вы не выбрали иное.
template-intro-custom = Дополнительные поля — последние столбцы.
template-intro-made = Создано { $date }. Если поля позже изменятся, скачайте новый шаблон; этот тоже можно загрузить.
edit-template-title = Как изменить существующие записи этим файлом: { $type }
edit-template-intro = Каждая строка меняет одну существующую запись. Не меняйте столбец ID. Название — только для чтения. Пустая ячейка ничего не меняет.
edit-template-status = Статус: активен или неактивен.
edit-template-responsible = Ответственные: логины через запятую. Они заменяют сохранённый список, если вы не выбрали добавление или удаление.
template-older = Этот шаблон старше ваших полей: новых { $new }, удалённых { $removed }.

## Result files and marked workbooks

heading-row = Строка
heading-outcome = Результат
heading-id = ID
heading-reason = Причина
heading-severity = Важность
heading-value = Значение
heading-problem = Проблема
heading-mend = Как исправить
heading-field = Поле
heading-before = Было
heading-after = Станет
heading-code = Код
cell-cut = Текст длиннее, чем помещается в ячейку книги, и был обрезан. Не загружайте его из этого файла.
sheet-errors = Ошибки
sheet-result = Результат

## Refusals: what cannot be done, and (hint) what to do instead

refusal-not-found = Под этим названием или номером ничего нет.
hint-not-found = Проверьте написание. Возможно также, что это удалено или вам не доступно.
refusal-type-unknown =
    Типа записей «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
hint-type-unknown = «kartoteka type list» покажет все типы записей.
refusal-field-unknown =
    Поля «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
hint-field-unknown = «kartoteka type show» с типом перечислит его поля.
refusal-tag-unknown =
    Тега «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
hint-tag-unknown = «kartoteka import tags» с типом перечислит теги, созданные загрузками.
refusal-record-unknown = Записи { $id } нет ({ $type }).
refusal-import-unknown = Загрузки № { $number } нет.
hint-import-unknown = «kartoteka import list» покажет все загрузки.
refusal-recipe-version = У рецепта версия { $found }; эта программа знает версии до { $known }.
hint-recipe-version = Обновите программу Kartoteka или сохраните рецепт заново в этой версии.
refusal-recipe-unreadable = Рецепт не читается: { $reason }.
hint-recipe-unreadable = Сравните его с рецептом, сохранённым из загрузки.
refusal-permission-denied = Ваша роль этого не позволяет. Ничего не изменено.
hint-permission-denied = Попросите администратора сделать это или дать вам право.
refusal-too-many-rows =
    В этом файле { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
        [many] { $rows } строк
       *[other] { $rows } строк
    }. Предел — { $limit }. Ничего не сохранено.
hint-too-many-rows =
    Разделите файл на части не больше чем по { $limit ->
        [one] { $limit } строке
        [few] { $limit } строки
        [many] { $limit } строк
       *[other] { $limit } строк
    }.
refusal-too-many-columns =
    В этом файле { $columns ->
        [one] { $columns } столбец
        [few] { $columns } столбца
        [many] { $columns } столбцов
       *[other] { $columns } столбцов
    }. Предел — { $limit }.
hint-too-many-columns = Удалите столбцы, которые не загружаете.
refusal-file-forgotten = Файл загрузки № { $number } хранился положенный срок, и его больше нет.
hint-file-forgotten = Записи и история на месте. Срок задаётся настройкой `uploads.kept_days`.
refusal-file-too-large = Размер файла — { SIZE($bytes) }. Предел — { SIZE($limit) }.
hint-file-too-large = Разделите файл или удалите картинки и ненужные листы.
refusal-cell-too-long = Ячейка в строке { $row }, столбце { $column } больше { SIZE($limit) }.
hint-cell-too-long = Сократите ячейку. В файле CSV пропущенная кавычка может склеить много ячеек в одну.
refusal-no-data = В файле нет строк с данными.
hint-no-data = Проверьте, что сохранён нужный лист и что под заголовком есть строки.
refusal-password-protected = Файл защищён паролем.
hint-password-protected = Откройте его, снимите пароль, сохраните и загрузите снова.
refusal-damaged = Файл повреждён, его не удалось прочитать до конца.
hint-damaged = Откройте его в табличной программе, сохраните как XLSX и загрузите снова.
refusal-not-a-sheet = Это не таблица и не файл CSV.
hint-not-a-sheet = Сохраните данные как XLSX или CSV. Важно содержимое, а не имя файла.
refusal-too-old = Файл сохранён очень старой табличной программой и не читается.
hint-too-old = Откройте его в современной программе, сохраните как XLSX и загрузите снова.
refusal-encoding-broken = Строка файла { $line } не соответствует кодировке остального файла.
hint-encoding-broken = Выберите кодировку сами или сохраните файл заново в UTF-8.
refusal-encoding-unconfirmed = Похоже, файл в кодировке { $encoding }. Текст выглядит верно? { $sample }
hint-encoding-unconfirmed = Подтвердите: --encoding { $encoding }, или укажите другую кодировку.
refusal-utf-32 = Файл в кодировке UTF-32, она здесь не читается.
hint-utf-32 = Сохраните его в UTF-8 и загрузите снова.
refusal-quote-open = Кавычка, открытая в строке файла { $line }, нигде не закрыта.
hint-quote-open = Закройте или удалите кавычку в этой строке.
refusal-bomb = Файл распаковывается в гораздо больший объём, чем допустимо. Он не прочитан.
hint-bomb = Скопируйте строки в новую книгу и сохраните её.
refusal-hostile = В файле есть части, которым в таблице не место. Он не прочитан.
hint-hostile = Скопируйте строки в новую книгу и сохраните её. Если файл создали не вы, будьте с ним осторожны.
refusal-timed-out = Чтение файла заняло слишком много времени и остановлено. Ничего не сохранено.
hint-timed-out = Сохраните данные как CSV или разделите файл и попробуйте снова.
refusal-out-of-memory = Файлу нужно больше памяти, чем разрешено для чтения. Ничего не сохранено.
hint-out-of-memory = Сохраните данные как CSV или разделите файл и попробуйте снова.
refusal-child-failed = Файл не удалось прочитать: процесс чтения завершился раньше времени. Ничего не сохранено.
hint-child-failed = Откройте файл в табличной программе, сохраните как новый XLSX и попробуйте снова.
refusal-sheet-unknown =
    В книге нет листа «{ $name }».{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-mapping-incomplete =
    Ни один столбец не сопоставлен { $fields-count ->
        [1] обязательному полю
       *[other] обязательным полям
    }: { $fields }.
hint-mapping-incomplete = Сопоставьте столбец вручную (--map 'СТОЛБЕЦ=поле') или задайте одно значение для всех строк.
refusal-column-mapped-twice = В поле «{ $field }» идут несколько столбцов: { $headers }. Выберите один.
refusal-column-unknown =
    В файле нет столбца «{ $name }».{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-bot-required = Выберите бота: клиенты всегда относятся к какому-то боту.
hint-bot-required = В командной строке: --bot НАЗВАНИЕ.
refusal-edit-file-other-type = Этот файл для другого типа записей: «{ $found }», а нужен «{ $wanted }». Ничего не изменено.
hint-edit-file-other-type = Загрузите его там, где находятся эти записи, или скачайте шаблон правки для этого типа.
refusal-import-not-startable = С загрузкой № { $number } это сейчас сделать нельзя. Её состояние: { $state }.
refusal-import-changed-since = После проверки загрузки № { $number } данные изменились, её числа уже неверны. Ничего не сохранено.
hint-import-changed-since = Посмотрите новые числа и запустите ещё раз.
refusal-all-or-nothing-errors =
    Ошибки — { $n ->
        [one] в { $n } строке
        [few] в { $n } строках
        [many] в { $n } строках
       *[other] в { $n } строках
    }, а эта загрузка выполняется только целиком. Ничего не сохранено.
hint-all-or-nothing-errors = Исправьте строки и загрузите файл снова в ту же загрузку.
refusal-nothing-to-undo = После загрузки № { $number } отменять нечего.
refusal-database-locked = Базу данных использует другая программа. Ничего не изменено.
hint-database-locked = Подождите, пока она закончит, или обратитесь к работающему серверу: --server.
refusal-database-damaged = Файл базы данных повреждён. Больше в него ничего не записано.
hint-database-damaged = Сохраните копию каталога данных, затем восстановите резервную копию: «kartoteka restore».
refusal-database-newer = У базы данных версия { $version }; эта программа знает версии до { $known }. Ничего не изменено.
hint-database-newer = Используйте более новую программу Kartoteka, которая её записала.
refusal-disk-full = Диск больше ничего не принимает: он заполнен либо исчерпана квота или предел. Сохранённое раньше осталось.
hint-disk-full = Освободите место или поднимите предел и продолжайте; остановленная загрузка пойдёт с того же места.
refusal-data-dir-missing = Каталога данных нет: { $path }.
hint-data-dir-missing = Укажите его: --data КАТАЛОГ, или создайте командой «kartoteka serve» либо «kartoteka demo».
refusal-no-terminal-confirm =
    Изменится { $n ->
        [one] { $n } запись
        [few] { $n } записи
        [many] { $n } записей
       *[other] { $n } записей
    }. Добавьте --yes для подтверждения (нет терминала).
refusal-value-unreadable = «{ $value }» не подходит для «{ $field }».
refusal-setting-unknown =
    Настройки «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
hint-setting-unknown = «kartoteka setting get» перечислит все настройки.
refusal-login-mode-conflict =
    { $emails ->
        [one] { $emails } адрес
        [few] { $emails } адреса
        [many] { $emails } адресов
       *[other] { $emails } адресов
    } e-mail — у { $users ->
        [one] { $users } пользователя
        [few] { $users } пользователей
        [many] { $users } пользователей
       *[other] { $users } пользователей
    }: { $names }. Исправьте это перед переключением.
hint-login-mode-conflict = При входе по e-mail каждый адрес должен принадлежать одному пользователю.
refusal-file-exists = Файл { $file } уже есть и не изменён.
hint-file-exists = Выберите другое имя или переместите тот файл.
refusal-file-missing = Файла { $path } нет.
refusal-io-failed = Файл не удалось прочитать или записать: { $reason }.
refusal-fault = В программе произошёл сбой. Сохранённое раньше осталось. Номер сбоя: { $id }.
hint-fault = Попробуйте ещё раз. Если повторится, сообщите этот номер администратору.

## Refusals of filters and mass edits

refusal-filter-unreadable = «{ $name }» — это не условие: в нём нет ни одного из знаков { $signs }.
hint-filter-unreadable = Пишите поле=значение; ~ значит «содержит».
refusal-filter-unfit = Поле «{ $field }» нельзя сравнивать знаком { $sign }.
refusal-reference-several = Записей с именем «{ $name }» несколько: { $ids }.
hint-reference-several = Укажите нужную по номеру, например [#12].
refusal-bulk-empty = Не сказано, что сделать с записями.
hint-bulk-empty = Укажите хотя бы одно изменение, например --deactivate или --set поле=значение.
refusal-bulk-delete-alone = Удаление нельзя совмещать с другими изменениями.
refusal-default-tunnel-stays = Туннель «{ $name }» сохраняет имя: в него попадают клиенты без туннеля.

## Refusals at the door

refusal-user-inactive = Пользователь «{ $name }» не активен.
refusal-sign-in-failed = Имя и пароль не подходят друг к другу, или этому пользователю нельзя входить.
refusal-invitation-unknown = Такого приглашения нет. Возможно, его заменило более новое.
refusal-invitation-expired = Срок этого приглашения истёк.
hint-invitation-expired = Попросите у администратора новое.
refusal-invitation-used = Это приглашение уже использовано. Каждое действует один раз.
hint-invitation-used = Войдите с паролем, который вы задали, или попросите у администратора новое приглашение.
refusal-password-too-short =
    В пароле не меньше { $n ->
        [one] { $n } символа
        [few] { $n } символов
        [many] { $n } символов
       *[other] { $n } символа
    }.
refusal-password-too-long =
    В пароле не больше { $n ->
        [one] { $n } байта
        [few] { $n } байт
        [many] { $n } байт
       *[other] { $n } байта
    }.

## Refusals of settings, recipes, backups

refusal-setting-unfit = «{ $value }» не подходит для настройки { $name }. Можно: { $allowed }.
refusal-recipe-name-unfit = «{ $name }» не может быть именем рецепта.
hint-recipe-name-unfit = В имени от 1 до 100 символов в одной строке.
refusal-restore-over = База данных уже есть: { $path }. Ничего не изменено.
hint-restore-over = С --force её заменит резервная копия; старая база останется рядом.
refusal-restore-in-use = Картотека { $path } используется: её держит { $nodes } (машина, процесс). Ничего не изменено.
hint-restore-in-use = Завершите все kartoteka serve и kartoteka worker, затем восстанавливайте. Программа, погибшая на другой машине, забывается через столько секунд, сколько сказано в настройке work.lease_seconds, обычно 30.
refusal-backup-unfit = { $path } — не резервная копия программы Kartoteka. Ничего не изменено.
refusal-erasures-unfit = { $path } — не список стёртых людей. Ничего не изменено.
hint-erasures-unfit = Это файл erasures.txt из каталога данных. Не восстанавливайте без него: стёртые люди вернутся.
refusal-erase-no-people = Записи этого типа ({ $type }) — не люди: на них держатся другие записи. Ничего не стёрто.
hint-erase-no-people = Удалите её, когда на ней больше ничего не держится.
refusal-erase-run-under-way = Импорт № { $number } не закончен и мог бы записать то, что стирается. Ничего не стёрто.
hint-erase-run-under-way = Дождитесь конца; или продолжите его (kartoteka import start { $number }), или остановите (kartoteka import cancel { $number }).
refusal-copy-place-unfit = «sqlite:{ $path }» — не место для картотеки. Ничего не сделано.
hint-copy-place-unfit = Напишите sqlite:DIR для каталога данных или postgres://пользователь@сервер/база для сервера.
refusal-copy-nothing-there = В { $path } картотеки нет. Ничего не скопировано.
hint-copy-nothing-there = Укажите каталог данных, в котором лежит kartoteka.sqlite, или базу, с которой работает Kartoteka.
refusal-copy-target-taken = В { $path } картотека уже есть, или туда сейчас копируют. Ничего не изменено.
hint-copy-target-taken = Копируйте в пустое место. Одно ли и то же в обеих, скажет --compare.
refusal-copy-run-under-way = Импорт № { $number } не закончен. Ничего не скопировано.
hint-copy-run-under-way = Дождитесь конца; или продолжите его (kartoteka import start { $number }), или остановите (kartoteka import cancel { $number }), и тогда копируйте.
refusal-copy-export-under-way = Экспорт № { $number } не закончен. Ничего не скопировано.
hint-copy-export-under-way = Дождитесь конца или удалите его: kartoteka export delete { $number }
refusal-copy-unequal = В { $path } записано не то, что прочитано. Это взято назад; больше ничего не изменено.
hint-copy-unequal = Проверьте, в порядке ли диск и сервер базы данных, и попробуйте ещё раз.

## Settings

setting-login-mode-help = С чем люди входят: username (логин) или email. С email каждый адрес должен принадлежать одному пользователю.
setting-language-help = Язык для тех, кто не выбрал свой.
setting-organisation-help = Как установка называет себя вверху каждой страницы.
setting-uploads-most-mb-help = Сколько мегабайт может быть в загружаемом файле; 0 оставляет предел 512.
setting-uploads-kept-days-help = Сколько дней после конца загрузки хранятся её файл и строки; 0 хранит всегда. Записи, история и отмена остаются.
setting-exports-kept-days-help = Сколько дней хранится готовая выгрузка; 0 хранит, пока её не удалят.
setting-drafts-kept-days-help = Сколько дней после последнего изменения хранится незапущенный импорт вместе с файлом; 0 — пока кто-нибудь его не выбросит.
setting-work-at-once-help = Сколько долгих работ (проверок, запусков, выгрузок) идёт одновременно. Действует со следующего запуска сервера.
setting-work-lease-seconds-help = Через сколько секунд без признаков жизни исполнитель считается пропавшим и его работу продолжает другой. Одинаково для всех узлов.
setting-file-date-order-help = Как в файлах обычно пишут даты: detect, dmy, mdy или ymd. Файл, столбец или рецепт могут указать иное.
setting-file-decimal-help = Десятичный знак в файлах: detect, comma или point. Файл, столбец или рецепт могут указать иное.
setting-time-zone-help = Часовой пояс, в котором страницы показывают время, например Europe/Moscow.
setting-api-rate-help = Сколько запросов в минуту может сделать один токен через REST API; 0 — без ограничения.
setting-row-limit-help = Наибольшее число строк данных в одном файле этого вида загрузки; 0 — без предела.
setting-char-limit-help = Наибольшее число символов в одной ячейке этого вида загрузки; 0 — предел у каждого поля свой.

## Refusals of the room that reads files, under its own codes

refusal-rows-too-many = В этом файле больше строк, чем предел { $limit }. Ничего не сохранено.
hint-rows-too-many = Разделите файл на несколько.
refusal-columns-too-many = Строка { $row } доходит до столбца { $columns }. Предел — { $limit }.
hint-columns-too-many = Удалите столбцы, которые не загружаете.
refusal-row-too-long = Строка { $row } больше { SIZE($limit) }.
hint-row-too-long = В файле CSV пропущенная кавычка может склеить много строк в одну.
refusal-file-not-a-sheet =
    { $what ->
        [xml-spreadsheet] Это книга в виде XML из Excel 2003, который здесь не читается.
       *[other]
            Это { $what ->
                [web-page] сохранённая веб-страница
                [pdf] документ PDF
                [image] картинка
                [zip] архив ZIP
                [gzip] сжатый файл
                [xml] документ XML
                [document] текстовый документ или презентация
               *[other] что-то другое
            }, а не таблица и не файл CSV.
    }
hint-file-not-a-sheet = { hint-not-a-sheet }
refusal-encoding-unknown = Кодировки «{ $label }» нет.
hint-encoding-unknown = Попробуйте utf-8, utf-16le, windows-1250, windows-1251, windows-1252 или iso-8859-2.
refusal-dialect-unusable = Разделитель и кавычка должны быть простыми и разными символами.
refusal-sheet-missing = В книге нет такого листа.
refusal-file-unreadable =
    Файл{ $path-count ->
        [0] { "" }
       *[other] { " " }{ $path }
    } не удалось прочитать{ $reason-count ->
        [0] { "" }
       *[other] : { $reason }
    }.
refusal-file-empty = { refusal-no-data }
hint-file-empty = { hint-no-data }
refusal-file-locked = { refusal-password-protected }
hint-file-locked = { hint-password-protected }
refusal-file-damaged = { refusal-damaged }
hint-file-damaged = { hint-damaged }
refusal-file-too-old = { refusal-too-old }
hint-file-too-old = { hint-too-old }
refusal-encoding-utf32 = { refusal-utf-32 }
hint-encoding-utf32 = { hint-utf-32 }
refusal-file-bomb = { refusal-bomb }
hint-file-bomb = { hint-bomb }
refusal-file-hostile = { refusal-hostile }
hint-file-hostile = { hint-hostile }
refusal-reading-timed-out = { refusal-timed-out }
hint-reading-timed-out = { hint-timed-out }
refusal-reading-out-of-memory = { refusal-out-of-memory }
hint-reading-out-of-memory = { hint-out-of-memory }
refusal-reading-failed = { refusal-child-failed }
hint-reading-failed = { hint-child-failed }

## Refusals of a mapping

refusal-field-not-writable = Поле «{ $field }» заполняет сама Kartoteka, загрузить его нельзя.
refusal-field-archived = Поле «{ $field }» выведено из употребления.
hint-field-archived = Исключите его столбец или назначьте столбцу другое поле и проверьте файл снова; или верните поле в употребление.
refusal-match-unmapped = Записи нужно сопоставлять по «{ $field }», но этому полю не назначен ни один столбец.
hint-match-unmapped = Назначьте этому полю столбец или выберите другой ключ: --match-by.
refusal-update-without-key = Строки должны обновлять записи, но ни один столбец не говорит, о какой записи речь. Это могут сказать поля: { $fields }.
hint-update-without-key = Назначьте столбец одному из них, например --map 'СТОЛБЕЦ=id'. Или выберите другое поле: --match-by.
refusal-order-unknown = «{ $order }» — не порядок дня, месяца и года.
hint-order-unknown = Используйте dmy, mdy или ymd.

## Refusals about record types, fields and the database

refusal-type-exists = Тип записей «{ $name }» уже есть.
refusal-field-exists = Поле «{ $name }» уже есть, или это имя зарезервировано.
refusal-key-unfit = «{ $name }» не может быть ключом.
hint-key-unfit = Используйте строчные буквы a–z, цифры и одиночные _, первой — букву, не больше 40 символов.
refusal-definition-unreadable = Определение не читается: { $reason }.
refusal-value-taken = Значение «{ $field }», которое не должно повторяться, принадлежит другой записи.
refusal-database-read-only = В базу данных нельзя писать: { $reason }. Ничего не изменено.
hint-database-read-only = Проверьте, кому принадлежит каталог данных и доступен ли диск для записи.
refusal-database-unopenable = Базу данных { $path } не удалось открыть: { $reason }.
refusal-database-certificate = Сертификату сервера базы данных { $path } нельзя доверять: { $reason }.
hint-database-certificate = Укажите в адресе файл с сертификатом, которым он подписан, или с сертификатом самого сервера: ?sslrootcert=ФАЙЛ.
refusal-database-no-entry = Сервер базы данных { $path } недоступен: { $reason }.
hint-database-no-entry = Проверьте адрес, порт, имя пользователя, пароль и название базы, а также работает ли сервер.
refusal-database-address = Это не адрес базы данных.
hint-database-address = Запишите его так: postgres://пользователь:пароль@сервер:5432/база.
refusal-database-server-old = На сервере базы данных PostgreSQL { $version }; нужна версия { $known } или новее.
hint-database-server-old = Подключитесь к более новому серверу.
refusal-database-unreachable = Сервер базы данных не отвечает: { $reason }. Сохранённое раньше осталось.
hint-database-unreachable = Проверьте, работает ли сервер, и попробуйте снова; загрузка продолжится с места остановки.
refusal-database-collision = Мешало другое изменение, и база данных отменила это. Ничего не изменено.
hint-database-collision = Попробуйте ещё раз.
refusal-database-commit-unknown = Соединение прервалось, пока изменение сохранялось: { $reason }. Оно могло сохраниться, а могло и нет.
hint-database-commit-unknown = Прежде чем повторять, посмотрите, есть ли оно; импорт, запущенный снова, выяснит это сам.
refusal-database-foreign = База данных { $path } содержит таблицы другой программы. Ничего не изменено.
hint-database-foreign = Выделите «Картотеке» отдельную базу данных или схему.
refusal-database-server-reads = Сервер базы данных только читает: { $reason }. Ничего не изменено.
hint-database-server-reads = Укажите адрес сервера, который принимает запись; этот — резервный, или запись на нём запрещена. Если в адресе несколько узлов и target_session_attrs=read-write, он найдётся сам.
refusal-database-no-rights = Сервер базы данных этого не разрешает: { $reason }. Ничего не изменено.
hint-database-no-rights = Разрешите пользователю создавать и менять таблицы в схеме.
refusal-database-on-server = Картотека хранится на сервере базы данных, а это действие — для картотеки в файле. Ничего не сделано.
hint-database-on-server = Скажите это без --database; kartoteka copy переносит картотеку из файла на сервер.

## Отказы при выгрузке, в шаблонах, исправлениях и отчётах

refusal-export-rows-too-many = В этой выгрузке не меньше строк, чем { $rows }. На листе книги их помещается { $limit }.
hint-export-rows-too-many = Выгрузите в CSV или выберите меньше записей.
refusal-export-columns-too-many = Столбцов в этой выгрузке: { $columns }. На листе книги их помещается { $limit }.
hint-export-columns-too-many = Выгрузите в CSV или выберите меньше столбцов.
refusal-export-text-too-long = Строка { $row }, столбец { $column }: знаков в тексте { $chars }. В ячейку книги их помещается { $limit }.
hint-export-text-too-long = Выгрузите в CSV или уберите этот столбец.
refusal-export-unfinished = У выгрузки № { $number } нет файла: она ещё готовится или не была закончена.
hint-export-unfinished = Дождитесь её готовности или сделайте её заново.
refusal-edit-type-unfit = У записей этого типа нет ни статуса, ни ответственных, поэтому файла правки для них нет: { $type }.
hint-edit-type-unfit = Выгрузите записи для обратной загрузки и правьте тот файл.
refusal-template-sheets-unfit = В файле CSV только один лист, поэтому компании и контакты не могут стоять на двух.
hint-template-sheets-unfit = Запросите XLSX или контакты рядом с компанией (вариант b).
refusal-mend-without-column = Это замечание относится к строкам целиком, столбца для исправления нет.
hint-mend-without-column = Исправьте строки по одной или пропустите их.
refusal-row-unknown = В файле нет строки данных { $row }.
hint-row-unknown = Строки считаются так же, как в табличной программе, вместе с заголовком.
refusal-import-unchecked = Загрузка № { $number } ещё не проверена, поэтому отчитываться не о чем.
hint-import-unchecked = Сначала проверьте её.
## The API

refusal-token-missing = Для этого нужен токен. Ничего не сделано.
hint-token-missing = Пришлите заголовок "Authorization: Bearer TOKEN". Токены создаёт администратор.
refusal-token-invalid = Этот токен не действует: он отозван, истёк или введён с ошибкой. Ничего не сделано.
hint-token-invalid = Попросите у администратора новый токен.
refusal-token-scope-missing = Этот токен такого не разрешает. Ничего не изменено.
hint-token-scope-missing = Возьмите токен с нужной областью доступа; его создаёт администратор.
refusal-method-not-allowed = Этот адрес есть, но такого метода не знает.
refusal-media-type-unfit = Тело типа "{ $name }" здесь не читается.
hint-media-type-unfit = Пришлите application/json или файл под его типом.
refusal-body-unreadable = Тело не является JSON: { $reason }. Ничего не изменено.
refusal-member-unknown = Здесь нет элемента "{ $name }". Ничего не изменено.
hint-member-unknown = Проверьте написание: неизвестные элементы отклоняются, чтобы опечатка была видна.
refusal-member-unfit = Элемент не подходит: { $reason }. Ничего не изменено.
refusal-query-unknown = Здесь нет параметра "{ $name }".
refusal-if-match-missing = Изменение должно назвать версию, на которой основано. Ничего не изменено.
hint-if-match-missing = Пришлите заголовок If-Match со значением ETag прочитанного или * для любой версии.
refusal-record-rejected = { $n ->
    [one] Запись не сохранена: { $n } ошибка.
    [few] Запись не сохранена: { $n } ошибки.
    [many] Запись не сохранена: { $n } ошибок.
   *[other] Запись не сохранена: { $n } ошибки.
}
refusal-idempotency-key-reused = Этот Idempotency-Key уже использован для других данных, импорт #{ $number }. Ничего не сохранено.
hint-idempotency-key-reused = Для нового запроса выберите новый ключ.
refusal-idempotency-key-mismatch = Этот Idempotency-Key уже использован для другого запроса. Ничего не сделано.
hint-idempotency-key-mismatch = Для нового запроса выберите новый ключ.
refusal-idempotency-key-spent = Это уже сделано. Секрет был только в первом ответе и не хранится.
hint-idempotency-key-spent = Чтобы создать новый, используйте другой ключ.
refusal-idempotency-key-busy = Запрос с этим Idempotency-Key ещё выполняется.
hint-idempotency-key-busy = Дождитесь его окончания: тогда тот же запрос получит его ответ.
refusal-too-many-requests = Слишком много запросов за минуту. Ничего не сделано.
hint-too-many-requests = Повторите запрос после времени, указанного в Retry-After; предел может поднять администратор.
refusal-import-changed = Загрузку № { $number } тем временем изменили. Ничего не сохранено.
hint-import-changed = Посмотрите загрузку ещё раз и повторите изменение.
refusal-upload-unknown = Такой передачи файла нет, или она не ваша. Передача исчезает через день после последней части.
refusal-upload-busy = Сейчас приходит другая часть этого файла.
hint-upload-busy = Дождитесь её, затем спросите, сколько уже получено.
refusal-upload-offset-unfit = Передача продолжается с байта { $offset }. Ничего не добавлено.
hint-upload-offset-unfit = Пришлите часть, которая начинается там.
refusal-upload-incomplete = Файл передан не полностью: есть { $bytes } из { $limit } байт.
hint-upload-incomplete = Сначала пришлите недостающие части.
refusal-sort-unfit = Список нельзя упорядочить по «{ $name }». Список такой длины можно упорядочить по: { $fields }.
refusal-fix-not-last = Отменить можно только последнюю правку — это номер { $number }.
api-address-unknown = Такого адреса нет, или он не для вас.
api-docs = REST API
api-docs-why = Все операции программного интерфейса: что принимают и что возвращают. Начните с токена из настроек; документ для инструментов — по ссылке вверху.
api-docs-permission = Право
api-docs-takes = Принимает
api-docs-gives = Возвращает

## Refusals of verbs on imports and records

refusal-import-without-file = У загрузки № { $number } нет файла: её создала команда.
refusal-mode-fixed = У этого вида загрузки только один режим, изменить его нельзя.
hint-mode-fixed = Уберите --mode или выберите другой вид загрузки: --profile.
refusal-draft-changed = Тем временем кто-то сохранил другие настройки этой загрузки. Ничего не сохранено.
hint-draft-changed = Посмотрите, чем они отличаются, и решите, чьи настройки действуют.
refusal-record-changed = Запись тем временем кто-то изменил. Ничего не сохранено.
hint-record-changed = Посмотрите запись ещё раз и повторите изменение.
refusal-reference-unknown =
    { $type } «{ $name }» не существует.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-undo-of-undo = Отмену нельзя отменить. Загрузите файл ещё раз.
refusal-recipe-unknown =
    Рецепта «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-user-unknown =
    Пользователя «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-import-runs-elsewhere = Импорт № { $number } уже выполняет другой процесс.
hint-import-runs-elsewhere = Дождитесь его окончания или сначала остановите другой процесс.
refusal-lease-lost = Эту работу продолжает другой исполнитель.
hint-lease-lost = Делать ничего не нужно: всё записывается один раз. Посмотрите ещё раз чуть позже.
refusal-job-workers-died = Каждый исполнитель, взявший эту работу, на ней завершился аварийно.
hint-job-workers-died = Обратитесь к администратору: «kartoteka queue list» показывает её, «kartoteka queue go-on НОМЕР» продолжает её.
refusal-job-not-parked = Работа { $number } не отложена: её состояние { $state }.
hint-job-not-parked = Продолжать можно только отложенную работу; «kartoteka queue list» показывает её.
refusal-colleague-may-not = Пользователю { $name } нельзя импортировать записи этого типа.
hint-colleague-may-not = Выберите кого-нибудь другого или попросите администратора изменить роль.
