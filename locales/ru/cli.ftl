### Строки командной строки.

## Reading and mapping

sheet-header-line =
    Лист «{ $sheet }», заголовок в строке { $row }, сопоставлено { $matched } из { $columns ->
        [one] { $columns } столбца
        [few] { $columns } столбцов
        [many] { $columns } столбцов
       *[other] { $columns } столбцов
    } (не загружается: { $ignored })
file-header-line =
    { $encoding }, разделитель «{ $delimiter }», заголовок в строке { $row }, сопоставлено { $matched } из { $columns ->
        [one] { $columns } столбца
        [few] { $columns } столбцов
        [many] { $columns } столбцов
       *[other] { $columns } столбцов
    } (не загружается: { $ignored })
columns-matched =
    Сопоставлено { $matched } из { $columns ->
        [one] { $columns } столбца
        [few] { $columns } столбцов
        [many] { $columns } столбцов
       *[other] { $columns } столбцов
    }
column-ignored = Не загружается: { $columns }
template-lacks = Этот шаблон сделан раньше, в нём нет: { $fields }
column-likely = «{ $column }» принято за { $field } (вероятно)
rows-skipped =
    { $n ->
        [one] Пропускается { $n } пустая строка.
        [few] Пропускаются { $n } пустые строки.
        [many] Пропускается { $n } пустых строк.
       *[other] Пропускается { $n } пустых строк.
    }
file-seen-before = Этот файл уже загружали { $date } под № { $number }.

## Check

check-summary =
    { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
        [many] { $rows } строк
       *[other] { $rows } строк
    }: готово { $ready }, с предупреждениями { $warnings }, с ошибками { $errors }{ $skipped ->
        [0] {""}
       *[other] , не берутся { $skipped }
    }. Ничего не сохранено.
check-all-fine =
    { $rows ->
        [one] { $rows } строка в порядке.
        [few] Все { $rows } строки в порядке.
        [many] Все { $rows } строк в порядке.
       *[other] Все { $rows } строк в порядке.
    }
check-none-ready = Пока нельзя загрузить ни одной строки.
check-warned-go-in = Строки с предупреждениями тоже загружаются.
check-would = При запуске: создать { $created }, обновить { $updated }; без изменений { $unchanged }, пропустить { $skipped }, не загрузить { $rejected }.
issue-example = напр. строка { $row } «{ $value }»
issue-example-empty = напр. строка { $row }
rows-written = Строки записаны в { $file } ({ $n }).
import-saved = Загрузка сохранена под № { $number }.
next-mend = Дальше: исправьте файл и выполните  { $again }  или  { $start }
next-start = Дальше: { $start }
resumed-file = Ошибок: было { $before }, стало { $after }; исправлено { $solved }, новых { $new }.

## Run

run-confirm = Запустить загрузку № { $number }: создать { $created }, обновить { $updated }?
run-finished =
    Загрузка № { $number } завершена; { $out ->
        [0] загружены все строки
        [one] { $out } строка не загружена
        [few] { $out } строки не загружены
        [many] { $out } строк не загружено
       *[other] { $out } строк не загружено
    }.
run-stopped =
    Загрузка № { $number } остановлена: обработано { $done } из { $rows ->
        [one] { $rows } строки
        [few] { $rows } строк
        [many] { $rows } строк
       *[other] { $rows } строк
    }. Сохранённое остаётся. Продолжить: kartoteka import start { $number }
run-failed = Загрузка № { $number } прервана: { $reason }. Повторить: kartoteka import start { $number }
run-detached = Загрузка № { $number } продолжается. kartoteka import watch { $number } / kartoteka import cancel { $number }
run-lost = Неизвестно, продолжается ли работа над #{ $number }. Чтобы посмотреть: kartoteka import watch { $number }
run-waiting-ended = Загрузка № { $number } ещё выполняется. Ждать дальше: kartoteka import watch { $number }
run-tag = Тег: «{ $tag }».
run-failed-rows = Незагруженные строки: { $file } ({ $n })
run-result-file = Результат по каждой строке: { $file }
run-created =
    { $n ->
        [one] Создана { $n } запись.
        [few] Созданы { $n } записи.
        [many] Создано { $n } записей.
       *[other] Создано { $n } записей.
    }
run-updated =
    { $n ->
        [one] Обновлена { $n } запись.
        [few] Обновлены { $n } записи.
        [many] Обновлено { $n } записей.
       *[other] Обновлено { $n } записей.
    }
dry-run = Пробный запуск. Ничего не сохранено.
cancelled = Ничего не изменено.

## Progress. Short pieces that stand beside each other on one line.

progress-rows = { $done }/{ $rows } строк
progress-speed = { $n }/с
progress-left = осталось { $time }
progress-created = создано { $n }
progress-updated = обновлено { $n }
progress-unchanged = без изменений { $n }
progress-skipped = пропущено { $n }
progress-rejected = не загружено { $n }
progress-failed = не удалось { $n }
progress-reading = Чтение { $file }
progress-checking = Проверка
progress-writing = Запись
progress-waiting = Ожидание базы данных

## Delete import

delete-carry =
    { $n ->
        [one] { $n } запись имеет этот тег и создана
        [few] { $n } записи имеют этот тег и созданы
        [many] { $n } записей имеют этот тег и созданы
       *[other] { $n } записей имеют этот тег и созданы
    } загрузкой № { $number }.
delete-word = удалить
keep-word = оставить
delete-line =
    { $n ->
        [one] Будет удалена { $n } запись.
        [few] Будут удалены { $n } записи.
        [many] Будет удалено { $n } записей.
       *[other] Будет удалено { $n } записей.
    }
keep-line =
    { $n ->
        [one] Останется { $n } запись: { $reasons }
        [few] Останутся { $n } записи: { $reasons }
        [many] Останется { $n } записей: { $reasons }
       *[other] Останется { $n } записей: { $reasons }
    }
keep-reason-linked = связаны ({ $type }) { $n }
keep-reason-tag-removed = тег снят { $n }
keep-reason-edited = изменены позже { $n }
keep-reason-gone = уже удалены { $n }
keep-reason-erased = человек стёрт { $n }
delete-edited-note =
    { $n ->
        [one] Из них { $n } изменена после загрузки.
        [few] Из них { $n } изменены после загрузки.
        [many] Из них { $n } изменено после загрузки.
       *[other] Из них { $n } изменено после загрузки.
    } Чтобы оставить такие записи, добавьте --keep-edited.
delete-dry-run = Пробный запуск. Ничего не удалено.
delete-confirm =
    { $n ->
        [one] Удалить { $n } запись?
        [few] Удалить { $n } записи?
        [many] Удалить { $n } записей?
       *[other] Удалить { $n } записей?
    }
delete-result =
    { $n ->
        [one] Удалена { $n } запись
        [few] Удалены { $n } записи
        [many] Удалено { $n } записей
       *[other] Удалено { $n } записей
    }, оставлено { $kept }, не удалось удалить { $failed }.

## Undo

undo-preview = Отмена загрузки № { $number } сделает следующее:
undo-would-delete =
    { $n ->
        [one] { $n } созданная запись удаляется
        [few] { $n } созданные записи удаляются
        [many] { $n } созданных записей удаляются
       *[other] { $n } созданных записей удаляются
    }
undo-would-restore =
    { $n ->
        [one] { $n } изменённая запись получает прежние значения
        [few] { $n } изменённые записи получают прежние значения
        [many] { $n } изменённых записей получают прежние значения
       *[other] { $n } изменённых записей получают прежние значения
    }
undo-would-keep =
    { $n ->
        [one] { $n } запись остаётся: изменена позже
        [few] { $n } записи остаются: изменены позже
        [many] { $n } записей остаются: изменены позже
       *[other] { $n } записей остаются: изменены позже
    }
undo-would-fail =
    { $n ->
        [one] { $n } запись отменить нельзя
        [few] { $n } записи отменить нельзя
        [many] { $n } записей отменить нельзя
       *[other] { $n } записей отменить нельзя
    }
undo-taken-back = отменено { $n }
undo-kept-edited = оставлено, изменено позже { $n }
undo-could-not = не удалось { $n }
undo-result = Загрузка № { $number } отменена: возвращено { $back }, оставлено из-за поздних правок { $kept }, не удалось { $failed }.
undo-dry-run = Пробный запуск. Ничего не отменено.
undo-confirm = Отменить загрузку № { $number }?
undo-again = Для оставленного отмену можно повторить позже.

## Export, templates, mass edit

export-line =
    { $n ->
        [one] { $n } строка
        [few] { $n } строки
        [many] { $n } строк
       *[other] { $n } строк
    } -> { $file } ({ $format })
export-csv-format = { $encoding }, «{ $delimiter }»
encoding-with-bom = { $encoding } с BOM
export-deleted = Выгрузка { $number } удалена.
list-empty = Здесь пока ничего нет.
export-detached = Экспорт продолжается. kartoteka export list
export-empty = Подходящих записей нет; в файле только заголовок.
export-csv-faster = Большой список: CSV быстрее.
template-written =
    Шаблон записан в { $file } ({ $columns ->
        [one] { $columns } столбец
        [few] { $columns } столбца
        [many] { $columns } столбцов
       *[other] { $columns } столбцов
    }).
edit-preview =
    { $n ->
        [one] Изменится { $n } запись.
        [few] Изменятся { $n } записи.
        [many] Изменится { $n } записей.
       *[other] Изменится { $n } записей.
    } По людям:
edit-person = { $name } { $change }
edit-activated = станут активны { $n }
edit-deactivated = станут неактивны { $n }
nobody = никто

## Lists on the terminal

heading-number = №
heading-name = Название
heading-type = Тип
heading-state = Состояние
heading-rows = Строки
heading-created = Создано
heading-updated = Обновлено
heading-out = Не загружено
heading-tag = Тег
heading-date = Дата
heading-by = Кто
heading-key = Ключ
heading-kind = Вид
heading-required = Обязательно
imports-empty = Загрузок пока нет. Начните с шаблона: kartoteka template get ТИП
records-empty = Подходящих записей нет.
issues-empty = Проблем не найдено.
error-prefix = ошибка: { $sentence }
hint-prefix = подсказка: { $sentence }
warning-prefix = предупреждение: { $sentence }

## Around a command

refusal-fault-local = Сбой в программе или в системе: { $reason }. То, что было сохранено раньше, осталось.
hint-fault-local = Попробуйте ещё раз. «kartoteka doctor» проверит, цела ли картотека.
stopped = Остановлено. Сохранённое остаётся.
how-to-go-on = Продолжить: kartoteka import start { $number }
run-has-not-ended = № { $number } не закончен: над ним работает другой процесс, или он был прерван. Продолжить: kartoteka import start { $number }
keep-reason-administrator = последний администратор { $n }
keep-reason-taken = значение уже занято { $n }
file-written = Записано в { $file }.
issue-example-chars = напр. строка { $row } (знаков { $chars } из { $limit })
column-maybe = Столбец «{ $column }» — возможно, { $field }; он не используется. Использовать: --map '{ $column }={ $key }'
progress-reading-rows = Чтение

## Further headings

heading-fields = Полей
heading-login = Имя пользователя
heading-role = Роль
heading-password = Пароль
heading-records = Записей
heading-size = Размер
heading-version = Версия
heading-what = Что
heading-confidence = Уверенность
heading-sheet = Лист
heading-default = По умолчанию
heading-about = О чём
heading-attempts = Попытки
heading-node = Узел

## Records, bulk, users

record-created = Запись { $id } создана.
record-updated = Запись { $id } изменена.
history-deleted = Удалено
record-unchanged = У записи { $id } уже такие значения.
bulk-numbers = Записей: { $records }; изменено { $updated }, без изменений { $unchanged }, не вошло { $rejected }.
more-records = Есть ещё. Показать: --cursor { $id }
bulk-confirm =
    { $n ->
        [one] Изменить { $n } запись?
        [few] Изменить { $n } записи?
        [many] Изменить { $n } записей?
       *[other] Изменить { $n } записи?
    }
undo-hint = Вернуть назад: kartoteka import revert { $number }
invitation-made = Передайте этот код приглашения: { $name }. Он действует один раз. Использовать: kartoteka user accept КОД
password-set = Пароль задан. { $name } может войти.

## Mends

mend-done =
    { $n ->
        [one] Исправлена { $n } строка. Загрузка проверена снова.
        [few] Исправлены { $n } строки. Загрузка проверена снова.
        [many] Исправлено { $n } строк. Загрузка проверена снова.
       *[other] Исправлено { $n } строки. Загрузка проверена снова.
    }
mend-undone = Последнее исправление отменено. Загрузка проверена снова.
mend-redone = Исправление внесено снова. Загрузка проверена снова.
mend-nothing = Отменять нечего: исправлений нет.
checked-before = Ошибок: раньше { $before }, теперь { $after }.

## Care of the register

doctor-fine = Картотека в порядке.
doctor-integrity = Файл базы данных цел.
doctor-integrity-wrong = База данных в { $path } повреждена: { $detail }. Восстановите последнюю копию: kartoteka restore ФАЙЛ
doctor-server = Сервер базы данных отвечает.
doctor-server-wrong = Сервер базы данных отвечает не так, как должен: { $detail }. Посмотрите его журнал и диск.
doctor-schema = Версия базы данных известна ({ $detail }).
doctor-disk = На диске есть место (свободно { $detail }).
doctor-disk-wrong = На диске с каталогом { $path } осталось только { $detail }. Освободите место до следующей загрузки: на полном диске работа останавливается.
doctor-unfinished = Незаконченной работы нет.
doctor-unfinished-wrong = Не закончено: { $detail }. Продолжить: kartoteka import start НОМЕР. Вернуть как было: kartoteka import revert НОМЕР
doctor-default-tunnel = Туннель по умолчанию есть.
doctor-default-tunnel-wrong = Нет туннеля «{ $detail }», поэтому клиентов без туннеля загрузить нельзя. Создайте его снова: kartoteka tunnel add "{ $detail }"
doctor-outcomes = Числа законченных загрузок сходятся.
doctor-outcomes-wrong = Числа этих загрузок не сходятся: { $detail }. Посмотреть: kartoteka import show НОМЕР. Это ошибка программы: сообщите о ней.
doctor-queue = Работа в очереди, ждёт и выполняется: { $detail }.
doctor-parked = Отложенной работы нет.
doctor-parked-wrong = Работ, которые не удались слишком часто и отложены: { $detail }. Почему: kartoteka queue list. Когда причина устранена: kartoteka queue go-on НОМЕР
doctor-overdue = Каждый занятый исполнитель подаёт признаки жизни.
doctor-overdue-wrong = Выполняемых работ, чьи исполнители пропали: { $detail }. Их подхватит сервер или исполнитель; запустите его: kartoteka worker
doctor-writable = В каталог данных { $detail } можно писать.
doctor-writable-wrong = В каталог данных { $path } нельзя писать: { $detail }. Дайте пользователю, под которым работает программа, право писать туда.
backup-written = Копия картотеки записана в { $file } ({ $size }).
restored = Картотека восстановлена из { $file }.
restored-before = Прежнее содержимое сохранено в { $file }.
restored-erased = Стёртые люди, которые ещё были в копии и снова убраны: { $n }
erase-confirm = Стереть этого человека навсегда? Отменить это нельзя.
erase-same-record = Тот же адрес почты или телефон есть в { $type } { $id }; эта запись остаётся. Чтобы стереть и её: kartoteka record erase { $type } { $id }
erased = Стёрто навсегда. Мест: { $n }
erase-bytes = Кто-то в это время читал, и в файле базы на время могли остаться следы. Выполните команду ещё раз, когда никто не работает.
restore-confirm = Заменить картотеку в { $path }?
copy-equal = В { $from } и { $to } одно и то же: строк { $rows }, схема { $schema }.
copy-unequal = В { $from } и { $to } не одно и то же: посмотрите на строки с «≠».
copy-next = Теперь работайте с { $to }, а { $from } сохраните, пока не убедитесь, что всё в порядке.
copy-nothing-kept = В { $to } ничего не осталось. Проверьте, в порядке ли диск и сервер базы данных, и скопируйте ещё раз.
recipe-saved = Рецепт «{ $name }» сохранён.
recipe-delete-confirm = Удалить рецепт «{ $name }»?
recipe-deleted = Рецепт «{ $name }» удалён.

## Demo

demo-title = Каталог данных для знакомства: { $path }
demo-leads = Лиды из шаблона, в 17 строках нарочно сделаны ошибки:
demo-companies = Компании, затем их пользователи:
demo-operators = Операторы из файла в windows-1250; кодировку пришлось подтвердить:
demo-contacts = Контакты; компании, которых ещё не было, созданы:
demo-audience = Клиенты аудитории мессенджера, привязанные к новому боту:
demo-next = Что попробовать дальше:
demo-next-issues = посмотреть, что было не так с лидами
demo-next-revert = посмотреть, что сделает отмена контактов
demo-next-export = выгрузить контакты, чтобы изменить и загрузить снова
demo-next-list = все загрузки

## Refusals of the command line, and (hint) what to do instead

refusal-output-field-unknown = В ответе нет «{ $name }». Есть: { $fields }.
refusal-language-unknown = Языка «{ $name }» здесь нет.
hint-language-unknown = Используйте en, cs, pt-BR или ru.
refusal-code-unknown =
    Кода ошибки «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
hint-code-unknown = «kartoteka import issues ID --group» покажет коды загрузки.
refusal-column-not-found =
    В файле нет столбца «{ $name }».{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    }
refusal-examples-missing = Нет файла примеров { $path }.
hint-examples-missing = Запустите там, где лежит папка «examples», или укажите её: --examples DIR.
refusal-directory-not-empty = Каталог { $path } не пуст и оставлен как есть.
hint-directory-not-empty = Выберите другой: --data DIR, или добавьте в него: --force.
refusal-nothing-said = Не сказано, что делать. Укажите хотя бы одно: { $flags }.
refusal-no-wait-local = Без сервера некому продолжать работу, когда эта команда уйдёт, поэтому --no-wait здесь невозможен.
hint-no-wait-local = Уберите --no-wait. Чтобы терминал пока был свободен, пусть оболочка выполнит команду в фоне: добавьте --yes и & в конце.
refusal-selection-missing = Не сказано, какие записи нужны.
hint-selection-missing = Используйте --filter, --tag, --ids или --all для всех записей.
refusal-id-unreadable = «{ $value }» — не номер записи.
refusal-config-key-unknown =
    В { $path } есть «{ $name }», такой настройки здесь нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    } Там могут быть: { $keys }.
refusal-config-unreadable = { $path }, строка { $line }: не читается: { $reason }.
hint-config-unreadable = Строка выглядит так:  lang = "ru"  или  quiet = true.
refusal-config-value-unfit = { $path }: «{ $name }» не может быть { $value }. Возможные значения: { $wanted }. Или удалите строку.
refusal-jq-not-understood =
    Выражение --jq непонятно{ $where ->
        [end] { "" } в конце
       *[other] { "" } возле «{ $place }»
    }: { $value }
hint-jq-not-understood = Язык тот же, что у jq, например  --jq '.[].id'. Пока ничего не сделано.
refusal-jq-failed = Выражение --jq не подходит к ответу: { $reason }.
hint-jq-failed = Сама команда выполнена. --json без --jq показывает ответ, для которого пишется выражение.
refusal-command-unknown =
    Команды «{ $name }» здесь нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, «{ $likely }»?
    } Есть: { $known }.
refusal-record-incomplete = Не хватает: { $fields }.
hint-record-incomplete = Напишите после названия, например  messenger=telegram  или  tunnel='Default tunnel'.
refusal-import-not-changeable = Загрузку № { $number } уже нельзя изменить. Её состояние: { $state }.
hint-import-not-changeable = Завершённую загрузку отменяет «kartoteka import revert { $number }».

## serve

serve-at = Откройте в браузере { $address }
serve-sign-in = Войдите как { $name } с паролем { $password }
serve-set-up = Пока никто не может войти. Эта ссылка один раз создаёт первого администратора: { $link }
serve-no-browser = Браузер здесь запустить не удалось: откройте адрес сами.
serve-stop = Сервер останавливается клавишами Ctrl-C.
worker-at-work = { $name } работает с очередью.
worker-health = Исправен ли он, сообщает { $address }/health/ready, числа — { $address }/metrics.
worker-stop = Остановка — Ctrl-C; продолжит другой исполнитель.
refusal-metrics-token-empty = Первая строка файла { $path } пуста, это не токен.
hint-metrics-token-empty = Запишите в первую строку длинное случайное слово.
job-goes-on = Работа { $number } продолжается.
job-cancelled = Работа { $number } убрана из очереди.
job-stopping = Работа { $number } выполняется; исполнитель остановится, где это безопасно.
refusal-address-in-use = Адрес { $address } занят другой программой.
hint-address-in-use = Выберите другой с помощью --listen.
refusal-address-unusable = Адрес { $address } нельзя использовать: { $detail }
