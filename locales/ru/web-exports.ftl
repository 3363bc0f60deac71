### Exports and mass edit.

## The dialog

export-title = Экспорт
export-which = Какие записи
export-scope-picked = Выбранные ({ $n })
export-scope-matching = Все по фильтру ({ $n })
export-scope-all = Все ({ $n })
export-what-for = Для чего
export-kind-simple = Простой
export-kind-simple-why = Для чтения и работы: ID и все поля.
export-kind-edit = Для массового изменения
export-kind-edit-why = ID, название, статус, имена ответственных.
export-kind-reimport = Для повторного импорта
export-kind-reimport-why = Все импортируемые поля с пометкой в каждой строке: изменится только то, что вы поправите.
export-columns = Столбцы
export-columns-all = ID и все поля
export-columns-shown = ID и столбцы списка
export-format = Формат
export-large = Большой список: CSV быстрее.
export-xlsx = Книга (XLSX)
export-csv = Текст (CSV)
export-csv-options = Настройки CSV
export-delimiter = Между ячейками
delimiter-semicolon = Точка с запятой ;
delimiter-comma = Запятая ,
delimiter-tab = Табуляция
export-encoding = Кодировка
export-utf8 = UTF-8 с BOM (открывается в Excel)
export-guard = Защита от формул
export-guard-why = Тексты, которые таблица выполнила бы, получают апостроф; импорт его снимает.
export-act = Экспортировать
flash-export-begun = Экспорт готовится. Вы получите уведомление, когда он будет готов.
refusal-export-sign-unknown = В { $encoding } нет знака «{ $sign }» (строка { $line } файла). Файл не создан.
hint-export-sign-unknown = Экспортируйте в UTF-8: там есть все буквы.
refusal-export-without-order = Экспорт #{ $number } сделан не здесь, повторить его нельзя.

## The list of exports

exports-why = Каждый файл хранится до дня, указанного рядом. Скачать его можете только вы и администраторы.
exports-whose = Чьи экспорты
exports-mine = Мои
exports-all = Все
exports-none = Экспортов пока нет
exports-none-why = Здесь появятся ваши экспорты.
exports-file = Файл
exports-state = Состояние
exports-records = Записей
exports-filter = Фильтр
exports-by = Кто
exports-at = Дата
exports-expires = Хранится до
exports-again = Повторить
exports-again-name = Повторить: { $name }
exports-delete-name = Удалить { $name }
exports-download = Скачать { $name }, { $size }
export-state-queued = Ожидает
export-state-running = Готовится
export-state-completed = Готов
export-state-failed = Не удался
export-state-expired = Истёк срок
export-failed-why = Файл не удалось создать. Повторите.
export-of-all = Все записи
export-of-picked =
    { $n ->
        [one] { $n } выбранная запись
        [few] { $n } выбранные записи
        [many] { $n } выбранных записей
       *[other] { $n } выбранных записей
    }
flash-export-deleted = Экспорт удалён.
