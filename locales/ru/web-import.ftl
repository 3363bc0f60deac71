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
