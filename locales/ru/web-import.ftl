### Data import: hub, wizard, result, history.

## The history of imports and other runs

imports-none = Импортов пока нет
imports-none-why = Всё, что вы импортируете, появится здесь вместе с итогом.
imports-none-fit = Под фильтр не подходит ни один импорт.
imports-every-state = Любое состояние
imports-name = Импорт
imports-type = Тип
imports-state = Состояние
imports-rows = Строки
imports-tag = Метка
imports-by = Кто
imports-at = Дата
run-import = Импорт
run-edit = Массовая правка из файла
run-bulk = Массовая правка
run-undo = Отмена
run-delete = Удаление импорта
run-record = Правка одной записи

## The steps of an import

steps-title = Шаги импорта
steps-done = готово
step-upload = Загрузка
step-sheet = Лист и заголовок
step-columns = Столбцы
step-options = Настройки
step-check = Проверка
step-start = Запуск

## The hub: what can be imported

nav-data-import = Импорт данных
hub-history = Все импорты
hub-delete = Удалить импорт
hub-lead = Выберите, что содержат строки вашего файла. Ничего не сохраняется, пока вы не увидите результат проверки.
hub-order = Сначала импортируйте компании, затем контакты и пользователей: компания контакта уже должна существовать.
hub-last = Последний:
hub-never = Ещё ничего не импортировано
hub-import = Импортировать
hub-template = Скачать шаблон
hub-more = Ещё для: { $name }
hub-edit-template = Скачать шаблон правки
hub-edit-upload = Загрузить файл правки
hub-helpdesk = Импортировать только компании, всё или ничего
door-companies-contacts = Компании и контактные лица
door-users = Пользователи и операторы
door-audience = Клиенты мессенджера
door-leads-change = Лиды, которые уже есть
door-no-limit = Без ограничения числа строк.
door-rows =
    { $n ->
        [one] До { $n } строки в файле.
        [few] До { $n } строк в файле.
        [many] До { $n } строк в файле.
       *[other] До { $n } строки в файле.
    }
door-chars =
    { $n ->
        [one] До { $n } знака в ячейке.
        [few] До { $n } знаков в ячейке.
        [many] До { $n } знаков в ячейке.
       *[other] До { $n } знака в ячейке.
    }

## Templates

template-get = Скачать шаблон
template-lead = Шаблон создаётся сейчас, для ваших полей. Он объясняет каждый столбец и предлагает допустимые значения.
template-format = Формат
template-xlsx = Для Excel и LibreOffice, со списками и инструкцией
template-csv = Простой текст, UTF-8; для больших списков и других программ
template-columns = Столбцы
template-required = Только обязательные
template-usual = Обычные, с вашими полями
template-all = Все
template-layout = Контактные лица
template-beside = В строке своей компании, до 6
template-sheets = На втором листе, сколько угодно
template-sheets-hint = Только XLSX
template-language = Язык заголовков
template-sample = Пример файла

## Upload

upload-title = Импорт
upload-edit-title = Правка существующих записей
upload-file = Файл
upload-accepts = XLSX, XLS, ODS, CSV или TSV, не больше { $limit }.
upload-too-large = Файл больше { $limit }. Разделите его.
upload-reading = Файл читается…
upload-sending = Загрузка
upload-cancel = Отменить
upload-cancelled = Отменено. Ничего не сохранено.
upload-why-both = Сначала выберите файл и бота.
upload-why-bot = Сначала выберите бота.
upload-why-file = Сначала выберите файл.
upload-bot-hint = Клиенты находятся по social_id и мессенджеру этого бота.
upload-choose = Выберите…
upload-no-bot = Ботов пока нет. Администратор добавит бота в настройках.
upload-drop = или перетащите его сюда
upload-more = Туннель и LGT (необязательно)
upload-tunnel-hint = Клиенты без туннеля попадают в «Default tunnel».
upload-default-tunnel = Default tunnel
upload-lgt-hint = Если выбран только LGT, берётся его туннель.
upload-none = Нет
upload-recipe = Сохранённое сопоставление
upload-no-recipe = Сопоставить столбцы заново
upload-clients = Импортировать клиентов
upload-act = Загрузить и продолжить
upload-help = Ещё нет файла?
upload-help-template = В шаблоне нужные столбцы. Пример показывает, как выглядят строки.
upload-edit-note = Не меняйте столбец id. Ничего не сохраняется, пока вы не запустите импорт.
upload-nothing-yet = Загрузка не сохраняет записей. Каждое изменение вы увидите заранее.
refusal-file-not-chosen = Файл не выбран или пуст.

## How the file is read

wizard-next = Продолжить
file-title = Как читается файл
file-name = Файл
file-size = Размер
file-rows = Строк вместе с заголовком
file-sheets = Читаемые листы
file-reading = Первые строки
file-likely = Похоже, файл в кодировке { $name }. Сравните буквы ниже; если они неверны, выберите другую кодировку.
file-encoding = Кодировка
file-delimiter = Разделитель
file-quote = Кавычка
file-look = Показать так
file-preview = Первые строки файла
file-confirm = Текст выше верен. Читать файл как { $name }.
file-confirm-first = Прежде чем продолжить, подтвердите, что буквы верны.
file-seen-again = Продолжайте, чтобы импортировать его снова.
sign-semicolon = Точка с запятой ;
sign-comma = Запятая ,
sign-tab = Табуляция
sign-bar = Вертикальная черта |
sign-slash = Косая черта /

## Sheet and header row

sheet-title = Лист и строка заголовка
sheet-sheets = Листы книги
sheet-hidden = скрыт
sheet-refused = слишком велик
sheet-read = читается
sheet-together = В файле несколько видов записей. Все части читаются вместе и проверяются друг с другом.
sheet-which-row = В какой строке названия столбцов?
sheet-below = Строки выше выбранной не импортируются.
sheet-first-rows = Первые строки листа
sheet-this-row = В этой строке названия столбцов
sheet-no-header = Без строки заголовка
sheet-no-header-hint = Столбцы называются A, B, C
sheet-blank-rows =
    { $n ->
        [one] { $n } пустая строка пропускается.
        [few] { $n } пустые строки пропускаются.
        [many] { $n } пустых строк пропускается.
       *[other] { $n } пустой строки пропускается.
    }
sheet-skip-hidden =
    { $n ->
        [one] Пропустить { $n } скрытую строку
        [few] Пропустить { $n } скрытые строки
        [many] Пропустить { $n } скрытых строк
       *[other] Пропустить { $n } скрытой строки
    }
sheet-hidden-skipped =
    { $n ->
        [one] { $n } скрытая строка пропускается.
        [few] { $n } скрытые строки пропускаются.
        [many] { $n } скрытых строк пропускается.
       *[other] { $n } скрытой строки пропускается.
    }
sheet-hidden-read =
    { $n ->
        [one] { $n } скрытая строка читается как остальные.
        [few] { $n } скрытые строки читаются как остальные.
        [many] { $n } скрытых строк читается как остальные.
       *[other] { $n } скрытой строки читается как остальные.
    }

## Columns and fields

map-title = Что в каком столбце?
map-filter = Показанные столбцы
map-all = Все
map-none = Не сопоставлено
map-nothing = Ни один столбец не распознан. Строка { $row } действительно заголовок?
map-nothing-act = Выбрать другую строку
map-caption = сопоставлено { $done } из { $n }
map-matched = Сопоставлено { $done } из { $n } столбцов
map-column = Столбец файла
map-samples = Примеры
map-field = Поле
map-gear = Настройки столбца
map-gear-of = Настройки столбца { $name }
map-letter = Столбец { $name }
map-filled = заполнено { $n } %
map-no-field = Такого поля нет
map-values-open =
    { $n ->
        [one] Решить { $n } значение
        [few] Решить { $n } значения
        [many] Решить { $n } значений
       *[other] Решить { $n } значения
    }
map-values-known =
    { $n ->
        [one] { $n } значение понято
        [few] { $n } значения поняты
        [many] { $n } значений понято
       *[other] { $n } значения понято
    }
map-leave-out = Не импортировать
map-existing = Если запись существует
map-existing-usual = Как обычно
map-existing-overwrite = Перезаписать
map-existing-fill = Только если пусто
map-existing-add = Добавить в список
map-existing-remove = Убрать из списка
map-existing-leave = Оставить как есть
map-empty-usual = Как в настройках
map-empty-keep = Оставить сохранённое значение
map-empty-clear = Очистить его
map-order = Порядок в датах
map-order-dmy = День, месяц, год
map-order-mdy = Месяц, день, год
map-order-ymd = Год, месяц, день
map-detect = Определить
map-decimal = Десятичный знак
map-decimal-comma = Запятая: 1,5
map-decimal-point = Точка: 1.5
map-separator = Между элементами списка
map-separator-usual = Запятая или точка с запятой
map-required = Обязательные поля
map-required-given = есть
map-required-missing = нет
map-keep = Сохранить
map-nothing-saved = Записи ещё не сохранялись.
map-recipes = Сохранённые сопоставления
map-load = Сопоставление
map-load-act = Загрузить сопоставление
map-save-as = Название
map-save-act = Сохранить сопоставление
map-reset = Вернуть догадки
map-new-field = Создать своё поле
map-new-label = Название поля
map-new-kind = Вид
map-new-choices = Варианты, по одному в строке
map-new-column = Для столбца
map-new-act = Создать поле
map-or = или
map-found-by = { $name }: существующие находятся по { $fields }. Строки без него создают новые.
map-found-by-nothing = { $name }: каждая строка создаёт новую запись.
map-twice = Два столбца идут в «{ $name }». Выберите один.
map-group-standard = Стандартные
map-group-links = Связи
map-group-custom = Свои
map-exact = Точно
map-remembered = По памяти
map-likely = Похоже – проверьте
map-given = Вручную
map-ignored = Пропущено
map-taken = Поле занято
map-template-lacks = В нём нет: { $names }.
flash-columns-reset = Столбцы сопоставлены заново.
flash-recipe-saved = Сопоставление «{ $name }» сохранено.
flash-field-added = Поле «{ $name }» создано.
flash-values-kept = Значения сохранены.
flash-recipe-used =
    { $n ->
        [one] Сопоставление знало { $n } столбец.
        [few] Сопоставление знало { $n } столбца.
        [many] Сопоставление знало { $n } столбцов.
       *[other] Сопоставление знало { $n } столбца.
    }

## Values of a column

stale-title = Настройки тем временем изменились
stale-why = Кто-то другой или вы в другом окне сохранили другие настройки этой загрузки после того, как страница была открыта. Ваши пока не сохранены.
stale-differs = Чем отличаются
stale-mine = Ваши
stale-saved = Сохранённые
stale-same = Больше ничем не отличаются: сохранено то же самое.
stale-save = Сохранить мои вместо них
stale-take = Взять сохранённые
flash-columns-likely = Некоторые столбцы распознаны лишь предположительно. Посмотрите на них, прежде чем продолжать.
map-window = Столбцы { $from }–{ $to } из { $n }
value-title = Значения «{ $name }»
value-lead = Все разные тексты столбца «{ $name }» и чем они станут в поле «{ $label }».
value-more = Показаны только первые значения.
value-text = В файле
value-read-as = Понято как
value-ours = Использовать вместо
value-as-read = Как понято
value-empty = Оставить пустым
value-back = Назад к столбцам
value-left-empty = останется пустым
value-mapped = решено
value-unknown = неизвестно
value-error = Считать ошибкой
value-add = Добавить как новый вариант
value-count-known =
    { $n ->
        [one] { $n } понято
        [few] { $n } понято
        [many] { $n } понято
       *[other] { $n } понято
    }
value-count-ambiguous =
    { $n ->
        [one] { $n } подходит к нескольким записям
        [few] { $n } подходят к нескольким записям
        [many] { $n } подходят к нескольким записям
       *[other] { $n } подходит к нескольким записям
    }
value-count-unknown =
    { $n ->
        [one] { $n } неизвестно
        [few] { $n } неизвестны
        [many] { $n } неизвестно
       *[other] { $n } неизвестно
    }
value-ambiguous =
    { $n ->
        [one] так называется { $n } запись
        [few] так называются { $n } записи
        [many] так называются { $n } записей
       *[other] так называется { $n } записи
    }

## Options

options-title = Что делать со строками
options-mode = Что делать
options-mode-create-and-update = { mode-create-and-update }
options-mode-create-and-update-hint = Существующие записи изменятся, остальные появятся.
options-mode-create = { mode-create }
options-mode-create-hint = Существующие записи не изменятся.
options-mode-update = { mode-update }
options-mode-update-hint = Строка без записи – ошибка.
options-match = Искать по
options-match-hint = Как находится запись, о которой строка.
options-match-usual = Как обычно
options-match-nothing = ни у одного ключа нет столбца
options-match-none = Ничему: каждая строка новая
options-role = Роль
options-role-hint = Одна роль для всех пользователей файла.
options-role-administrators = Операторов импортируют только администраторы.
options-role-column = По столбцу роли
options-role-usual = Как обычно: конечные пользователи
options-empty = Пустые ячейки
options-empty-keep = Оставить сохранённое значение
options-empty-clear = Очистить его
options-empty-clear-hint = Отсутствующий столбец ничего не очищает.
options-duplicates = Если новая запись уже есть
options-duplicates-error = Ошибка
options-duplicates-skip = Пропустить строку
options-duplicates-create = Всё равно импортировать
options-repeated = Одна запись дважды в файле
options-repeated-error = Ошибка в каждой из строк
options-repeated-first = Учитывается первая строка
options-repeated-last = Учитывается последняя строка
options-missing-links = Связанной записи нет
options-missing-links-error = Ошибка
options-missing-links-empty = Оставить связь пустой, с предупреждением
options-missing-links-create = Создать её, с предупреждением
options-responsible = Ответственные из файла
options-responsible-overwrite = Заменить список
options-responsible-add = Добавить в список
options-responsible-remove = Убрать из списка
options-validation = Проверка значений
options-validation-standard = Стандартная
options-validation-standard-hint = Ошибки исключают строку, предупреждения нет.
options-validation-strict = Строгая
options-validation-strict-hint = Предупреждения тоже исключают строку.
options-validation-structure = Только структура
options-validation-structure-hint = Типы, длины и ключи проверяются всегда.
options-on-error = Строки с ошибками
options-on-error-skip = Пропустить их и импортировать остальное
options-on-error-abort = Всё или ничего
options-on-error-abort-hint = При единственной ошибке не сохранится ничего.
options-audience = Аудитория
options-audience-hint = Клиенты без туннеля попадают в «Default tunnel».
options-owner = Ответственный
options-owner-file = Как в файле, или никто
options-owner-me = Я ({ $name })
options-owner-people = Эти люди
options-owner-logins = Логины через запятую
options-tags = Метки
options-tag-automatic = Каждая запись получит:
options-tags-more = Ещё метки
options-tags-hint = Через запятую; новые будут созданы.
options-name = Этот импорт
options-name-label = Название
options-notify = Когда проверка и импорт закончатся, уведомление появится здесь. Письма не отправляются.
options-hand-over = Передать коллеге
options-hand-over-why = Черновик видят его автор и администраторы. Кто его получит, тот и продолжит; вы его больше не увидите, если вы не администратор.
options-hand-over-to = Имя пользователя коллеги
options-hand-over-act = Передать
flash-draft-handed = Черновик № { $number } передан пользователю { $name }.
options-back = Назад к столбцам
options-check = Проверить
options-nothing-yet = Проверка не сохраняет записей.
options-messengers-mixed = В файле указано несколько мессенджеров, а бот относится к одному. Разделите файл по мессенджерам и загрузите каждую часть со своим ботом.
options-by-email = При входе по почте каждый адрес может быть только один раз. Проверка перечислит строки с одинаковыми адресами.

## Внутри другого продукта.

embed-title = Что вы хотите импортировать?
embed-close = Закрыть
embed-closed = Здесь всё готово
embed-closed-why = Можно продолжить на странице вокруг.
embed-ended = Это окно импорта закрыто
embed-ended-why = Его время вышло, или его закрыли. Импортированное остаётся. Чтобы открыть новое окно, загрузите страницу вокруг заново.
