### What follows the wizard: check, mends, preview, run, result, undo, delete import.

## The check

check-title = Результаты проверки
check-working = Файл проверяется
check-nothing-saved = Пока ничего не сохранено.
check-not-yet = Этот импорт ещё не проверен
check-not-yet-why = Проверка читает каждую строку и говорит, что и где не так. Она ничего не сохраняет.
check-interrupted = Проверка была прервана
check-interrupted-why = Она не дошла до конца, и ничего не сохранено. Проверьте ещё раз, чтобы увидеть, что и где не так.
check-act = Проверить
check-again = Проверить снова
check-stale = После этой проверки строки или записи изменились, её числа могут быть уже неверны.
check-upload = Загрузить исправленный файл
check-list = Показать список ошибок
check-to-preview = Обзор изменений
check-sorts = Строки по результату проверки
check-of-rows =
    { $n ->
        [one] В файле { $n } строка.
        [few] В файле { $n } строки.
        [many] В файле { $n } строк.
       *[other] В файле { $n } строки.
    }
check-every-row-fine =
    { $n ->
        [one] { $n } строка в порядке.
        [few] Все { $n } строки в порядке.
        [many] Все { $n } строк в порядке.
       *[other] Все { $n } строки в порядке.
    }
check-start-would = Запуск создал бы { $created } и обновил бы { $updated }.
check-before-after = { $before } → { $after } строк с ошибками
check-solved-new = Решено: { $solved }. Новых: { $new }.
check-mends-carried = Перенесённые правки: { $kept }. Больше не подходят: { $left }.
sort-all = Все
sort-ready = Готовы
sort-warnings = Замечания
sort-errors = Ошибки
sort-skipped = Пропущены
sort-mended = Исправлены
sort-out = Исключена вручную
sort-unknown = Не проверена

## Groups of problems and their mends

groups-title = Что исправить
groups-none = Исправлять нечего.
groups-list = Показать списком
check-file-notes = О файле
groups-notes =
    { $n ->
        [one] Ещё { $n } сведение
        [few] Ещё { $n } сведения
        [many] Ещё { $n } сведений
       *[other] Ещё { $n } сведения
    }
mend-suggest =
    { $n ->
        [one] Принять подсказку для { $n } строки
        [few] Принять подсказки для { $n } строк
        [many] Принять подсказки для { $n } строк
       *[other] Принять подсказки для { $n } строки
    }
mend-cut =
    { $n ->
        [one] Обрезать до { $n } знака
        [few] Обрезать до { $n } знаков
        [many] Обрезать до { $n } знаков
       *[other] Обрезать до { $n } знака
    }
mend-fill-act = Заполнить пустые…
mend-fill-label =
    { $n ->
        [one] Значение для { $n } пустой ячейки
        [few] Значение для { $n } пустых ячеек
        [many] Значение для { $n } пустых ячеек
       *[other] Значение для { $n } пустой ячейки
    }
mend-replace-act = Заменить значение…
mend-map-act = Сопоставить значения…
mend-apply = Применить
mend-keep-first = Оставить первую из каждых
mend-keep-last = Оставить последнюю из каждых
mend-leave-out =
    { $n ->
        [one] Исключить { $n } строку
        [few] Исключить { $n } строки
        [many] Исключить { $n } строк
       *[other] Исключить { $n } строки
    }
values-in-file = В файле
values-becomes = Заменить на
values-becomes-of = «{ $value }» заменить на
values-more =
    { $n ->
        [one] Ещё { $n } значение не показано.
        [few] Ещё { $n } значения не показаны.
        [many] Ещё { $n } значений не показано.
       *[other] Ещё { $n } значения не показано.
    }
mend-undo = Отменить последнее исправление
mend-redo = Вернуть
mend-is-undone = Отменено
mends-title = Сделанные исправления
mend-row = Строка { $row }: изменено ячеек: { $n }
mend-cell = Строка { $row }, «{ $column }»: «{ $to }»
mend-values = «{ $column }»: значения заменены, ячеек: { $n }
mend-replace = «{ $column }»: «{ $from }» → «{ $to }», ячеек: { $n }
mend-fill = «{ $column }»: пустые заполнены «{ $to }», ячеек: { $n }
mend-find = Найти и заменить: «{ $from }» → «{ $to }», ячеек: { $n }
mend-out = Исключено строк: { $n } (начиная со строки { $row })
mend-in = Возвращено строк: { $n } (начиная со строки { $row })
flash-mended = Изменено: { $n }. Строк с ошибками: { $before } → { $after }.
flash-mend-turned = Готово. Строк с ошибками: { $before } → { $after }.
flash-mend-checking = Строки изменены и проверяются снова.
flash-mend-nothing = Менять было нечего.
flash-mend-none = Нет исправления, которое можно отменить или вернуть.
flash-row-right = Строку { $row } теперь можно импортировать.
flash-row-wrong = В строке { $row } ещё есть ошибки.
refusal-mend-unknown = Такого исправления нет. Ничего не изменено.

## The rows

rows-title = Строки
rows-shown = Показанные строки
rows-row = Строка
rows-none = Таких строк нет
rows-all = Показать все строки
rows-range = { $from }–{ $to } из { $all }
column-unused = не импортируется
grid-help = Стрелки перемещают, Enter правит ячейку, Escape выходит из неё, F8 ведёт к следующей ошибке, Ctrl и Z отменяют последнее исправление.
grid-saving = Сохраняется
grid-refused = Ячейку не удалось изменить. Ничего не сохранено.
grid-no-error = Больше ошибок нет.
grid-was = В файле:
grid-edit = Новый текст ячейки
grid-changed = Кто-то изменил эту ячейку строки { $row }. Теперь в ней «{ $now }».
row-title = Строка { $row }
row-neighbours = Соседние строки
row-back = Назад к проверке
row-previous = Предыдущая ошибка: строка { $row }
row-next = Следующая ошибка: строка { $row }
row-save = Сохранить и проверить
row-leave-out = Исключить эту строку
row-take-in = Вернуть эту строку
cell-in-file = В файле: «{ $value }»

## Find and replace, list of errors, corrected file

find-title = Найти и заменить
find-sheet = Лист
find-column = Столбец
find-all-columns = Все столбцы
find-find = Найти
find-with = Заменить на
find-with-hint = Пусто: найденное удаляется.
find-case = Учитывать регистр
find-count = Подсчитать
find-found =
    { $n ->
        [one] «{ $value }» есть в { $n } ячейке
        [few] «{ $value }» есть в { $n } ячейках
        [many] «{ $value }» есть в { $n } ячейках
       *[other] «{ $value }» есть в { $n } ячейки
    }
find-will = Будет заменено на «{ $value }». Это можно отменить.
find-will-remove = Будет удалено. Это можно отменить.
find-replace =
    { $n ->
        [one] Заменить в { $n } ячейке
        [few] Заменить в { $n } ячейках
        [many] Заменить в { $n } ячейках
       *[other] Заменить в { $n } ячейки
    }
issues-title = Список ошибок
issues-none = Ошибок нет
issues-download = Скачать список
file-corrected-title = Загрузить исправленный файл
file-why = Исправленный файл заменит прежний. Столбцы и параметры останутся как есть. Сделанные здесь правки снова лягут поверх него: правки значений — везде, где есть этот столбец, правки отдельных строк — там, где стоит точно такая же строка.
file-choose = Исправленный файл
file-hint = XLSX, XLS, ODS или CSV с теми же столбцами.
file-act = Загрузить и проверить
repeat-title = Импортировать другой файл с теми же настройками
repeat-why = Столбцы, ключи и параметры сохраняются. Файл станет новым импортом и сначала будет проверен.
repeat-act = Загрузить и проверить
refusal-file-not-sent = Сначала выберите файл.
file-original = Исходный файл
file-result = Итог по каждой строке
file-failed = Только пропущенные строки
file-annotated = Скачать файл с отмеченными ошибками

## Preview and start

preview-title = Обзор изменений
preview-summary = Запуск создаст { $created } и обновит { $updated }.
preview-left-out =
    { $n ->
        [one] { $n } строка не войдёт.
        [few] { $n } строки не войдут.
        [many] { $n } строк не войдёт.
       *[other] { $n } строки не войдёт.
    }
preview-tags = Добавятся метки: { $names }
preview-users =
    { $n ->
        [one] Будет создан { $n } пользователь. Без приглашения никто не войдёт.
        [few] Будет создано { $n } пользователя. Без приглашения никто не войдёт.
        [many] Будет создано { $n } пользователей. Без приглашения никто не войдёт.
       *[other] Будет создано { $n } пользователя. Без приглашения никто не войдёт.
    }
preview-no-mail = Письма не отправляются.
preview-undo = Этот импорт можно потом отменить в разделе «Импорты».
preview-waits = Идёт импорт № { $number } того же типа. Этот начнётся после него.
preview-blocked-whole = Этот импорт выполняется только целиком, а в строках есть ошибки. Сначала исправьте их.
preview-blocked-nothing = Создавать и обновлять нечего.
preview-sure = Я проверил(а) эти изменения.
preview-sure-needed = Подтвердите, что вы проверили изменения.
preview-start = Начать импорт: создать { $created }, обновить { $updated }
preview-back = Назад к проверке
preview-later = Отложить
preview-changed = После показанных чисел данные изменились. Ничего не запущено. Посмотрите новые числа.
preview-was = Было
preview-now = Теперь
preview-will = Будет
preview-by-field = Изменения по полям
preview-by-person = Изменения по людям
preview-deactivated =
    { $n ->
        [one] { $n } запись станет неактивной
        [few] { $n } записи станут неактивными
        [many] { $n } записей станут неактивными
       *[other] { $n } записи станет неактивной
    }
preview-activated =
    { $n ->
        [one] { $n } запись станет активной
        [few] { $n } записи станут активными
        [many] { $n } записей станут активными
       *[other] { $n } записи станет активной
    }
preview-cleared = { $n } очищено
preview-rows = Строки и их изменения
preview-one-field = Только одно поле
preview-none = Таких строк нет
preview-record = Запись
preview-fields = Поля
preview-nameless = (без имени)
preview-same = Совпадает с сохранённым
preview-why = Почему
tab-create = Создать
tab-update = Обновить
tab-unchanged = Без изменений
tab-skipped = Пропустить
tab-left-out = Не войдут
by-whom = { $name }

## Running

run-title-run-import = Идёт импорт
run-title-undo-import = Импорт отменяется
run-title-delete-import = Удаляются импортированные записи
run-broke = Продолжить не удалось
run-stop = Остановить
run-stop-title = Остановить сейчас?
run-stop-why = Уже импортированные строки останутся. Остальное можно импортировать позже с места остановки.
run-stop-why-undo = Уже отменённое останется отменённым. Остальное можно сделать позже.
run-stop-act = Остановить
run-go-on = Продолжать
run-new-numbers = Посмотреть новые числа
run-to-result = Показать, что сделано
run-interrupted = Работа прервалась
run-interrupted-at = Сделано: { $done } из { $rows }.
run-interrupted-after = Сделано: { $done }.
run-interrupted-why = Программа, которая этим занималась, закончилась раньше времени, например из-за выключения компьютера. Записанное остаётся; при продолжении ничего не запишется дважды.
run-interrupted-act = Продолжить
run-leave = Оставить как есть
flash-stopping = Остановится в ближайшем безопасном месте.
work-left = осталось около { $time }
work-resumed = Продолжено
work-stopping = Останавливается
work-said = Готово { $n } процентов

## Result

result-title = Результат
result-title-import = Импорт завершён
result-title-edit = Массовое изменение завершено
result-title-bulk = Массовое изменение завершено
result-title-undo = Отмена завершена
result-title-delete = Удаление завершено
result-title-record = Изменение одной записи
result-line = Создано: { $created }, обновлено: { $updated }.
result-left-out =
    { $n ->
        [one] { $n } строка не вошла.
        [few] { $n } строки не вошли.
        [many] { $n } строк не вошло.
       *[other] { $n } строки не вошло.
    }
result-of = К импорту № { $number }
result-tag = Метка этих записей: { $name }
result-go-on = Продолжить импорт
result-show = Показать импортированные записи
result-fix = Исправить пропущенные строки
result-undo = Отменить импорт
result-delete = Удалить этот импорт
result-files-until = Файлы хранятся до { $day }.
result-files-gone = Загруженный файл и всё, что из него сделано, хранились положенный срок, и их больше нет. Записи и история остаются.
result-files = Файлы
result-facts = Как это делалось
result-took = Заняло
result-mode = Что делать
result-match = Сопоставлено по
result-empty = Пустые ячейки
result-empty-keep = Оставляют сохранённое значение
result-empty-clear = Очищают сохранённое значение
result-validation = Проверка
result-validation-standard = Обычная
result-validation-strict = Строгая
result-validation-off = Только структура
result-errors = Строки с ошибками
result-errors-abort = Ничего не запускается, пока они есть
result-errors-skip = Исключаются, остальное импортируется
result-columns = Столбцы
result-matched = { $n } из { $all } сопоставлено
outcome-taken-back = Отменено
outcome-kept = Оставлено

## Undo and delete import

undo-title = Отменить этот импорт
undo-lead = Созданные записи исчезнут, изменённые поля получат прежние значения. Более поздние правки останутся.
undo-not-yet = Пока ничего не изменено.
undo-deleted = Будет удалено
undo-restored = Вернут прежние значения
undo-as-before = Уже как прежде
undo-bucket-edited = Останется: изменено позже
undo-bucket-could-not = Нельзя отменить
undo-take-back =
    { $n ->
        [one] Отменить { $n } запись
        [few] Отменить { $n } записи
        [many] Отменить { $n } записей
       *[other] Отменить { $n } записи
    }
undo-nothing = Отменять больше нечего.
undo-back = Назад к результату
undo-question = Удалится: { $deleted }. Прежние значения вернутся: { $restored }.
kept-title =
    { $n ->
        [one] { $n } запись остаётся
        [few] { $n } записи остаются
        [many] { $n } записей остаётся
       *[other] { $n } записи остаётся
    }
kept-records = Записи, которые остаются
kept-why = Почему
kept-again = Позже можно повторить: то, что сейчас остаётся, может освободиться.
kept-edited = Изменено после импорта
kept-edited-fields = Изменено после импорта: { $names }
kept-linked = С ней связано: { $names }
kept-gone = Уже нет
kept-erased = Человек стёрт
kept-administrator = Последний активный администратор
kept-taken = Прежнее значение теперь у другой записи: { $names }
reason-linked = Связанные записи: { $names }
reason-edited = Изменены после импорта
reason-gone = Уже нет
reason-erased = Человек стёрт
reason-administrator = Последний администратор
reason-taken = Прежнее значение занято
review-cancel = Отмена
delete-title = Удаление импорта
delete-lead = Удаляются только записи, созданные импортом. Записи, с которыми связаны другие, остаются.
delete-kind = Вид записей
delete-kind-companies-contacts = Компании и контактные лица
delete-show-tags = Показать импорты
delete-tag = Какой импорт
delete-file = Файл
delete-present = Ещё есть
delete-no-tags = Импортов с такими записями нет: { $names }
delete-no-tags-why = Предлагаются только метки, созданные импортами.
delete-numbers = Будет удалено: { $n }, останется: { $kept }.
delete-numbers-type = удалится { $n }, останется { $kept }
delete-keep-edited = Оставить записи, изменённые после импорта
delete-count-again = Пересчитать
delete-reasons = Почему записи остаются
delete-act =
    { $n ->
        [one] Удалить { $n } запись
        [few] Удалить { $n } записи
        [many] Удалить { $n } записей
       *[other] Удалить { $n } записи
    }
delete-type = Для подтверждения введите число { $n }
delete-type-wrong = Введите { $n } или отмените.
delete-changed = Число изменилось: { $before } → { $after }. Ничего не удалено.
notice-delete-finished = Записи импорта № { $number } «{ $name }» удалены.
flash-discarded = Черновик № { $number } удалён.
imports-drafts = Ждут вас
imports-finished = История
imports-actions = Действия с импортом { $number }
imports-open = Открыть
imports-discard = Удалить черновик
imports-search = Искать по имени, файлу или метке
imports-every-type = Все типы
imports-from = С
imports-mine = Только мои
imports-none-yet = Импортов пока нет. Начните со скачивания шаблона.
