### Records: browser, record page, bulk actions.

## The list

records-more-than = больше { $n } записей
records-export = Экспорт
records-import = Импорт
records-new = Создать
records-none = Здесь пока ничего нет
records-none-why = Импортируйте файл или добавьте запись вручную.
records-none-fit = Ничего не найдено
records-none-fit-why =
    { $n ->
        [one] Список сужает { $n } фильтр.
        [few] Список сужают { $n } фильтра.
        [many] Список сужают { $n } фильтров.
       *[other] Список сужают { $n } фильтров.
    }
records-search-label = Поиск в этом списке
records-search-hint = Имя, ID, почта…
records-search = Найти
records-filter = Фильтр
records-filters = Действующие фильтры
records-filter-field = Фильтр по полю
records-field = Поле
records-comparison = Сравнение
records-value = Значение
records-add-filter = Добавить фильтр
records-tags = Метки
records-tag = Метка
records-tag-how = Записи, у которых
records-columns = Столбцы
records-columns-which = Какие столбцы показать
records-columns-usual = Обычные
records-size = Строк на странице
records-density = Высота строк
density-normal = Обычная
density-compact = Компактная
records-views = Виды
records-views-none = Сохранённых видов пока нет.
records-view-shared = для всех
records-view-delete = Удалить вид { $name }
records-view-save-as = Сохранить фильтры, столбцы и порядок как
records-view-share = Для всех
records-view-save = Сохранить вид
filter-is = равно
filter-is-not = не равно
filter-contains = содержит
filter-at-least = не меньше
filter-at-most = не больше
filter-more = больше
filter-less = меньше
filter-empty = пусто
filter-filled = заполнено
filter-created-import = Создано импортом №
filter-updated-import = Изменено импортом №
filter-search-chip = Поиск: { $text }
filter-tag-any = есть эта метка или другая из выбранных
filter-tag-all = есть эта метка и все остальные выбранные
filter-tag-none = нет этой метки
filter-tag-any-chip = Метка: { $name }
filter-tag-all-chip = С меткой: { $name }
filter-tag-none-chip = Без метки: { $name }
filter-remove = Убрать фильтр: { $name }
flash-view-saved = Вид { $name } сохранён.
flash-view-deleted = Вид удалён.
refusal-view-name =
    { $limit ->
        [one] Название вида: не больше { $limit } знака.
        [few] Название вида: не больше { $limit } знаков.
        [many] Название вида: не больше { $limit } знаков.
       *[other] Название вида: не больше { $limit } знаков.
    }
refusal-view-long = Эти фильтры слишком длинные, чтобы их сохранить. Уберите часть.

## Ticking records and what can be done with them

pick-none = Отметьте записи, с которыми нужно что-то сделать.
pick-some = Выбрано: COUNT
pick-matching = Выбраны все, что подходят под фильтр
pick-which = Какие записи
pick-scope-picked = Отмеченные
pick-scope-matching =
    { $n ->
        [one] Все подходящие ({ $n })
        [few] Все подходящие ({ $n })
        [many] Все подходящие ({ $n })
       *[other] Все подходящие ({ $n })
    }
pick-scope-matching-more = Все подходящие, больше { $n }
pick-page = Выбрать всё на этой странице
pick-column = Выбрать
pick-one = Выбрать { $name }
pick-clear = Снять выбор
flash-nothing-picked = Ничего не отмечено, поэтому ничего не сделано.
act-export = Экспорт
act-edit-file = Файл для правки
act-add-tag = Добавить метку
act-remove-tag = Снять метку
act-responsible = Назначить ответственных
act-activate = Сделать активными
act-deactivate = Сделать неактивными
act-set = Задать поле
act-delete = Удалить
refusal-selection-gone = Этот выбор уже забыт. Ничего не изменилось.
hint-selection-gone = Вернитесь к списку и отметьте записи снова.
refusal-bulk-nobody = Подходящих записей больше нет. Ничего не изменилось.
refusal-bulk-unfit = Так изменить записи нельзя. Ничего не изменилось.

## Mass edit: preview, run, result, undo

bulk-responsible-how = Что будет с нынешними ответственными
bulk-responsible-replace = Заменить
bulk-responsible-add = Оставить и добавить
bulk-responsible-remove = Снять этих
bulk-logins = Имена пользователей
bulk-logins-hint = Несколько имён разделяйте запятыми. Пусто при замене: ответственных нет.
bulk-new-value = Новое значение
bulk-new-value-hint = Пустое значение очищает поле.
bulk-preview = Показать, что изменится
bulk-what = Что произойдёт
bulk-nothing-yet = Пока ничего не сохранено.
bulk-chosen = Выбрано
bulk-changed = Изменено
bulk-deleted = Удалено
bulk-same = Уже такие
bulk-kept = Остаются как есть
bulk-already = { $n } из { $all } уже такие.
bulk-already-active = { $n } из { $all } уже активны.
bulk-already-inactive = { $n } из { $all } уже неактивны.
bulk-people = Сколько записей каждый получит или потеряет
bulk-reasons = Почему некоторые остаются как есть
bulk-reasons-more = и ещё { $n }
bulk-type-number = Чтобы удалить, введите число записей: { $n }
bulk-confirm-wrong = Это не число записей: { $n }. Ничего не удалено.
bulk-start =
    { $n ->
        [one] Изменить { $n } запись
        [few] Изменить { $n } записи
        [many] Изменить { $n } записей
       *[other] Изменить { $n } записей
    }
bulk-start-delete =
    { $n ->
        [one] Удалить { $n } запись
        [few] Удалить { $n } записи
        [many] Удалить { $n } записей
       *[other] Удалить { $n } записей
    }
bulk-can-be-undone = Потом это можно отменить.
bulk-nothing-to-do = Делать нечего.
bulk-back = Назад к списку
bulk-run-title = Массовое изменение #{ $number }
bulk-running = Записи изменяются
bulk-undoing = Отмена
bulk-stop = Остановить
bulk-stop-why = Уже изменённое останется, его можно отменить.
bulk-did = Что произошло
bulk-undo = Отменить
bulk-undo-title = Отменить массовое изменение #{ $number }
undo-taken = Вернутся прежние значения
undo-stays = Остаются как есть
undo-kept-why = Кто-то изменил их позже, поздняя правка сохраняется.
undo-act =
    { $n ->
        [one] Отменить для { $n } записи
        [few] Отменить для { $n } записей
        [many] Отменить для { $n } записей
       *[other] Отменить для { $n } записей
    }
flash-undo-begun = Отмена началась.
did-add-tag = Добавить метку «{ $name }»
did-remove-tag = Снять метку «{ $name }»
did-responsible-replace = Ответственные: { $names }
did-responsible-add = Добавить ответственных: { $names }
did-responsible-remove = Снять ответственных: { $names }
did-set = { $name } = { $text }
did-batch = Записи, внесённые другой программой по одной

## One record

record-trail = Где это
record-copy-id = Скопировать ID
record-active = Активна
record-inactive = Неактивна
record-edit = Изменить
record-edit-section = Изменить: { $name }
record-leave = Уйти без сохранения?
record-nothing-filled = Здесь ничего не заполнено.
record-empty-fields =
    { $n ->
        [one] Ещё { $n } поле пусто.
        [few] Ещё { $n } поля пусты.
        [many] Ещё { $n } полей пусты.
       *[other] Ещё { $n } полей пусты.
    }
section-main = Данные
section-more = Дополнительно
section-custom = Свои поля
record-no-tags = Меток нет.
record-tag-remove = Снять метку { $name }
record-related = Связанные записи
record-related-all = Показать все
record-history = История
record-history-more = Показать ещё { $n }
history-to = на
history-created-by-row = Создано: { $kind } #{ $number }, строка { $row } ({ $by })
history-created-by-run = Создано: { $kind } #{ $number } ({ $by })
history-created-by-hand = Создал(а) { $by }
history-updated-by-row = Изменено: { $kind } #{ $number }, строка { $row } ({ $by })
history-updated-by-run = Изменено: { $kind } #{ $number } ({ $by })
history-updated-by-hand = Изменил(а) { $by }
history-deleted-by-row = Удалено: { $kind } #{ $number }, строка { $row } ({ $by })
history-deleted-by-run = Удалено: { $kind } #{ $number } ({ $by })
history-deleted-by-hand = Удалил(а) { $by }
record-deleted = Удалено
record-deleted-why = Этот номер больше не используется. Отмена удаления вернёт запись.
record-delete-title = Удалить { $name }
record-delete-why = Запись исчезнет вместе с метками и связями. Отменить можно в разделе «Импорт».
record-delete-act = Удалить запись
erase-act = Стереть этого человека…
erase-title = Стереть { $name } навсегда?
erase-why = Стирание убирает человека из всего, что хранится, и отменить его нельзя. Его не вернёт ни отмена импорта, ни восстановленная копия.
erase-places = Найдено мест: { $n }
erase-records = Записи
erase-links = Ссылки из других записей
erase-changes = Строки истории
erase-rows = Строки загруженных файлов
erase-files = Загруженные файлы, которые больше нельзя скачать
erase-texts = Цитаты, правки, уведомления, сообщения, сохранённые виды
erase-exports = Хранимые экспорты
erase-same = Тот же адрес почты или телефон есть и в этих записях. Они остаются; если это тот же человек, сотрите и их:
erase-outside = Скачанные людьми файлы и сделанные раньше копии вне досягаемости: удалите те, что больше не нужны.
erase-do = Стереть навсегда
flash-record-erased = Стёрто. Мест: { $n }
flash-record-erased-bytes = Стёрто. Мест: { $n }. Кто-то в это время читал, и в файле базы на время могли остаться следы: сотрите ещё раз в спокойное время или выполните «kartoteka record erase».
record-delete-not = Эту запись нельзя удалить.
record-back = Назад к записи
record-new-title = Новая запись: { $name }
record-more-fields =
    { $n ->
        [one] Ещё { $n } поле
        [few] Ещё { $n } поля
        [many] Ещё { $n } полей
       *[other] Ещё { $n } полей
    }
record-create = Создать
field-required = (обязательно)
flash-record-saved = Запись сохранена.
flash-record-unchanged = Ничего не изменилось.
flash-record-created = Запись создана.
flash-record-deleted = { $name }: удалено массовым изменением #{ $number }, его можно отменить.
flash-tags-changed = Метки изменены.

## Two people edit one record

conflict-title = Кто-то уже изменил это
conflict-why = { $name }: запись изменилась после того, как вы её открыли. Ваши изменения пока не сохранены.
conflict-both = Изменено с обеих сторон
conflict-was = Было:
conflict-stored = Оставить сохранённое:
conflict-mine = Взять моё:
conflict-single = Изменено с одной стороны
conflict-col-was = Было
conflict-col-now = Стало
conflict-col-who = Кто
conflict-by-you = вы
conflict-by-other = другой человек
conflict-save = Сохранить как выбрано
conflict-reload = Отбросить мои изменения

## Ways in: import and the mass edit file

way-new = Новые и изменённые записи
way-edit = Изменить существующие
way-companies-contacts = Компании с контактными лицами
way-companies-contacts-why = Всё в одной книге: два листа или до шести контактов рядом с компанией.
way-helpdesk-companies-why = Файл CSV или книга, в каждой строке одна компания.
way-general-why = Файл, в каждой строке одна запись. Строки с известным ID меняют эту запись.
way-leads-why = Файл, в каждой строке один лид. Всегда создаёт новых лидов.
way-leads-change-why = Отредактированная выгрузка лидов обратно: строки с ID изменяют этот лид. Строки без ID создают новый, и об этом сказано заранее.
way-users-why = Файл, в каждой строке один пользователь. Имя и почта обязательны.
way-audience-why = Экспорт аудитории мессенджера. Клиенты сопоставляются по ID в мессенджере.
way-act = Импорт: { $name }
edit-file-title = Изменить существующие записи файлом
edit-file-why = Скачайте файл, измените в таблице статус и ответственных и загрузите его. Меняются только существующие записи, и каждое изменение видно заранее.
edit-file-download = Скачать шаблон для правки
edit-file-columns = Столбцы: ID, название (только для чтения), статус, ответственные.
edit-file-id = Не меняйте столбец ID.
edit-file-filled =
    { $n ->
        [one] С { $n } выбранной записью
        [few] С { $n } выбранными записями
        [many] С { $n } выбранными записями
       *[other] С { $n } выбранными записями
    }
edit-file-empty = Пустой
edit-file-pick = Чтобы он был заполнен, отметьте записи в списке и выберите «Файл для правки»:
edit-file-upload = Загрузить файл правок
edit-file-upload-why = Файл сначала проверяется. Строки с неизвестными ID или пользователями перечисляются, до запуска ничего не записывается.

## Search of the top bar

search-title = Поиск
search-nothing-asked = Что вы ищете?
search-nothing = По запросу «{ $text }» ничего нет
search-how = Часть имени, начало почты или номера, либо ID.
search-all = Показать все
