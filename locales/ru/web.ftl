### Веб-приложение: рамка страниц, вход, профиль, уведомления, страницы ошибок.

## The frame of every page

web-skip = Перейти к содержимому
web-navigation = Основная навигация
web-notifications = Уведомления
web-profile = Профиль
web-sign-out = Выйти
web-signed-in-as = Вы вошли как { $name }
web-language-now = Язык: { $name }
web-theme-now = Оформление: { $name }
theme-system = Как в системе
theme-light = Светлое
theme-dark = Тёмное
nav-home = Главная
nav-imports = Импорты
nav-exports = Экспорты

## Words used everywhere

web-save = Сохранить
web-close = Закрыть
web-show = Показать
web-hide = Скрыть
web-on = Включены
web-off = Выключены
web-actions = Действия
web-pages = Страницы
web-first-page = К первой странице
web-previous-page = Предыдущая страница
web-next-page = Следующая страница
web-clear-filters = Сбросить фильтры
web-error = Ошибка
web-problem = Есть проблема
web-show-password = Показать пароль
web-hide-password = Скрыть пароль
web-not-reached = Сервер не ответил. Ничего не изменено. Попробуйте ещё раз.
web-shortcuts = Сочетания клавиш
web-shortcut-search = Поиск
web-shortcuts-off = Их можно выключить в профиле.

## Sign-in, set-up, invitation

sign-in-title = Вход
sign-in-name = Имя пользователя
sign-in-email = Электронная почта
sign-in-password = Пароль
sign-in-act = Войти
sign-in-forgotten = Забыли пароль? Попросите у администратора новую ссылку.
password-hint = Не меньше 8 знаков. Несколько слов подряд легко запомнить и трудно угадать.
set-up-title = Создайте первого администратора
set-up-why = Пока никто не может войти. Кто заполнит эту форму, будет вести картотеку и приглашать остальных.
set-up-login-mode = Для входа используется
set-up-by-name = Имя пользователя. Один адрес почты может быть у нескольких людей.
set-up-by-email = Электронная почта. Каждый адрес должен быть единственным.
set-up-act = Создать администратора
invitation-title = Придумайте пароль
invitation-why = Эта ссылка — для пользователя { $name }. Она действует один раз.
invitation-password = Новый пароль
invitation-act = Сохранить пароль и войти
refusal-sign-in-blocked =
    { $n ->
        [one] Слишком много попыток. Попробуйте снова через { $n } минуту.
        [few] Слишком много попыток. Попробуйте снова через { $n } минуты.
        [many] Слишком много попыток. Попробуйте снова через { $n } минут.
       *[other] Слишком много попыток. Попробуйте снова через { $n } минуты.
    }
refusal-set-up-spent = Эта ссылка для настройки больше не действует.
hint-set-up-spent = Если ещё никто не может войти, запустите сервер снова: он выведет новую ссылку.
refusal-session-unknown = Этот сеанс уже завершён.
refusal-password-wrong = Текущий пароль не подходит.
refusal-job-unknown = Такой работы нет, или она уже забыта.
refusal-too-many-jobs =
    { $n ->
        [one] У вас уже ждёт { $n } работа, это предел.
        [few] У вас уже ждут { $n } работы, это предел.
        [many] У вас уже ждёт { $n } работ, это предел.
       *[other] У вас уже ждут { $n } работы, это предел.
    }
hint-too-many-jobs = Подождите, пока часть закончится.

## Profile

profile-look = Язык и оформление
profile-language = Язык
profile-theme = Оформление
profile-password = Пароль
profile-present = Текущий пароль
profile-wanted = Новый пароль
profile-password-ends = При смене пароля остальные ваши сеансы завершатся.
profile-password-act = Сменить пароль
profile-sessions = Где вы вошли
profile-device = Браузер
profile-began = Вход
profile-used = Последнее действие
profile-this-one = Этот
profile-end = Завершить
profile-end-others = Завершить все остальные сеансы
flash-password-changed = Пароль изменён. Остальные сеансы завершены.
flash-session-ended = Сеанс завершён.
flash-sessions-ended =
    { $n ->
        [one] Завершён ещё { $n } сеанс.
        [few] Завершены ещё { $n } сеанса.
        [many] Завершено ещё { $n } сеансов.
       *[other] Завершено ещё { $n } сеанса.
    }

## Notifications. notice-CODE is what a person is told; its facts come from the work that ended

notices-none = Уведомлений нет
notices-none-why = Когда закончится долгая работа, вы узнаете об этом здесь.
notices-read-all = Отметить все как прочитанные
notices-new = Новое
notices-open = Открыть
notice-import-checked = Импорт № { $number } «{ $name }» проверен. Пока ничего не сохранено.
notice-import-finished = Импорт № { $number } «{ $name }» завершён.
notice-import-stopped = Импорт № { $number } «{ $name }» остановлен. Уже импортированные строки остаются.
notice-import-failed = Импорт № { $number } «{ $name }» не смог продолжиться.
notice-undo-finished = Импорт № { $number } «{ $name }» отменён.
notice-work-failed = Работу над № { $number } выполнить не удалось.
notice-draft-handed = Пользователь { $by } передал вам черновик № { $number } «{ $name }».

## Work in the background

state-with-errors = Завершён с ошибками
work-waiting = Ждёт своей очереди
work-waits-for = Начнётся после импорта № { $number }, который записывает записи того же типа
work-waits-for-show = Показать его
work-storing = Файл сохраняется
work-reading = Файл читается
work-surveying = Читаются ключи
work-checking = Проверка
work-running = Запись
work-undoing = Отмена
work-exporting = Экспорт
work-rows = { $done } из { $rows } строк
work-leave = Страницу можно закрыть. Вы получите уведомление.
work-progress = Ход работы

## Error pages, by status

problem-title-403 = Это не разрешено
problem-title-404 = Такой страницы нет
problem-title-409 = Это не сочетается с тем, что сохранено сейчас
problem-title-412 = Тем временем это кто-то изменил
problem-title-413 = Это слишком велико
problem-title-422 = Так сделать нельзя
problem-title-500 = Здесь что-то сломалось
problem-title-503 = Картотека занята
problem-forbidden = Это могут делать только администраторы.
problem-forbidden-import = Импортировать могут только администраторы.
problem-ask = Обратитесь к: { $names }.
problem-cross-site = Этот запрос пришёл с другого сайта, поэтому ничего не сделано.
problem-cross-site-hint = Откройте страницу здесь и повторите.
problem-too-large = Отправленное больше предела. Ничего не сохранено.
problem-body = Отправленное не удалось прочитать. Ничего не изменено.
problem-body-hint = Вернитесь, обновите страницу и отправьте ещё раз.
problem-not-found = Возможно, адрес набран с ошибкой, или то, что здесь было, удалено.
problem-not-found-hint = Перейдите на главную и поищите оттуда.
problem-fault = Произошёл сбой программы. Сохранённое раньше осталось.
problem-fault-hint = Попробуйте ещё раз. Если повторится, сообщите администратору номер ниже.
problem-number = Номер этого запроса:
problem-home = На главную

## Records, search and exports in the frame

nav-companies = Компании
nav-contacts = Контакты
nav-leads = Лиды
nav-products = Товары
nav-locations = Объекты
nav-assets = Оборудование
nav-clients = Клиенты
nav-users = Пользователи
web-search = Поиск по всем записям
web-search-hint = Поиск: имя, ID, почта
web-cancel = Отмена
web-copied = Скопировано

## Notices of mass edits and exports

notice-bulk-finished =
    { $n ->
        [one] Массовое изменение #{ $number } завершено: изменена { $n } запись.
        [few] Массовое изменение #{ $number } завершено: изменены { $n } записи.
        [many] Массовое изменение #{ $number } завершено: изменено { $n } записей.
       *[other] Массовое изменение #{ $number } завершено: изменено { $n } записей.
    }
notice-bulk-stopped = Массовое изменение #{ $number } остановлено. Уже изменённое остаётся.
notice-bulk-failed = Массовое изменение #{ $number } не удалось продолжить.
notice-export-ready =
    { $n ->
        [one] Экспорт { $n } записи готов. Перейдите к экспортам.
        [few] Экспорт { $n } записей готов. Перейдите к экспортам.
        [many] Экспорт { $n } записей готов. Перейдите к экспортам.
       *[other] Экспорт { $n } записей готов. Перейдите к экспортам.
    }
notice-export-failed = Экспорт #{ $number } не удался. Больше ничего не изменилось.

## The frame of the settings and of help

nav-settings = Настройки
nav-help = Справка
web-crumbs = Где вы
web-edit = Изменить
web-add = Добавить
web-delete = Удалить
web-download = Скачать
web-copy = Копировать
web-done = Готово
