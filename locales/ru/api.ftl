## Что говорится программам и никогда людям: запросы REST API, вебхуки, встроенные страницы.

refusal-records-unsaid = Не сказано, о каких записях речь. Ничего не изменено.
hint-records-unsaid = Укажите их фильтром, поиском, метками или номерами; "all": true означает все записи типа.
refusal-selection-twice = "all" означает все записи, а что-то ещё их сужает. Ничего не изменено.
hint-selection-twice = Уберите одно из двух.
refusal-batch-size =
    { $n ->
        [one] В пачке от 1 до { $n } записи.
        [few] В пачке от 1 до { $n } записей.
        [many] В пачке от 1 до { $n } записей.
       *[other] В пачке от 1 до { $n } записи.
    } Ничего не изменено.
hint-batch-size = Остальные отправьте следующими пачками или загрузкой.
refusal-tags-unfit = Метки нельзя задать: { $reason }
refusal-field-order-unfit = Порядок должен один раз назвать каждое используемое собственное поле: { $fields }.
refusal-resource-changed = После того как вы это прочли, кто-то это изменил. Сейчас ничего не изменено.
hint-resource-changed = Прочтите снова и отправьте изменение с новым ETag.

refusal-csrf-token-missing = Для изменения сессии в cookie недостаточно. Ничего не изменено.
hint-csrf-token-missing = Пришлите заголовок X-CSRF-Token со значением csrf_token из GET /api/v1/session или используйте токен.
refusal-cursor-gone = Записи, после которой начинается эта страница ({ $id }), больше нет.
hint-cursor-gone = Начните список заново, без cursor.

help-problem = Что означает отказ
help-problem-why = Программа попросила о том, что сделать нельзя, и получила эту причину. Многоточие стоит на месте того, о чём был запрос.

refusal-too-many-webhooks =
    { $n ->
        [one] Может быть не больше { $n } вебхука.
        [few] Может быть не больше { $n } вебхуков.
        [many] Может быть не больше { $n } вебхуков.
       *[other] Может быть не больше { $n } вебхука.
    } Ничего не создано.
hint-too-many-webhooks = Удалите тот, который больше не нужен.
refusal-webhook-url-unfit = «{ $value }» — не адрес, на который можно отправлять вебхук. Ничего не изменено.
hint-webhook-url-unfit = Он начинается с https://; http:// — только когда настройка webhook_private равна yes. Имени и пароля в нём нет.
refusal-webhook-without-event = Не сказано, о чём сообщать вебхуку. Выберите хотя бы одно из: { $choices }.
refusal-webhook-event-unknown =
    События «{ $name }» нет.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Может быть, { $likely }?
    }
refusal-embed-without-type = Не сказано, какие типы записей можно импортировать: назовите один в type или несколько в types. Ничего не создано.
refusal-embed-origin-unfit = «{ $value }» — не источник, который может показывать импорт. Ничего не создано.
hint-embed-origin-unfit = Пишите только схему, хост и порт: https://app.example.com. http:// — только для localhost.
refusal-embed-theme-unfit = «{ $value }» — не значение для { $name }. Ничего не создано.
hint-embed-theme-unfit = Цвета пишутся #1a2b3c, углы — 8px, шрифты — списком названий; другие имена есть в документации.
refusal-embed-time-unfit = Сеанс длится от { $limit } до { $seconds } секунд. Ничего не создано.
refusal-embed-needs-tls = Страница другого сайта может показывать импорт только по https. Ничего не создано.
hint-embed-needs-tls = Запустите сервер с его публичным адресом: --public-url https://crm.example.com.
refusal-embed-unknown = Такого сеанса нет, или его уже забыли.
refusal-embed-ticket-unfit = Этот адрес уже открывали, он слишком старый, или в нём опечатка.
hint-embed-ticket-unfit = Загрузите страницу вокруг заново: она создаст новый.
refusal-embed-not-framed = Этот адрес открывается внутри страницы продукта, который его создал, а не в отдельном окне.
refusal-embed-over = Это окно импорта закрыто.
hint-embed-over = Чтобы открыть новое, загрузите страницу вокруг заново.
refusal-embed-type-unfit = Здесь это импортировать нельзя.
setting-webhook-private-help = Можно ли отправлять вебхуки в собственную сеть: no (нет) или yes (да).

## Командная строка через сервер.

refusal-server-token-missing = Сервер указан, а токена для него нет.
hint-server-token-missing = Задайте KARTOTEKA_TOKEN, укажите файл через --token-file или сохраните токен командой kartoteka auth login. Токены создаёт администратор в настройках.
refusal-server-unreachable = Сервер { $address } недоступен: { $reason }
hint-server-unreachable = Проверьте, верен ли адрес и работает ли сервер, и повторите: сделанное не сделается дважды.
refusal-server-unsafe = Соединение с { $address } небезопасно, поэтому ничего не отправлено: { $reason }
hint-server-unsafe = Проверьте, действителен ли сертификат сервера для этого адреса. У сервера без сертификата адрес начинается с http://.
refusal-server-version-differs = На сервере { $address } версия { $version }, у этой программы { $known }, и они не поняли друг друга.
hint-server-version-differs = Возьмите программу той же версии, что у сервера, или обновите сервер.
refusal-token-without-user = Не сказано, от чьего имени действует токен.
hint-token-without-user = Назовите пользователя флагом --user.
refusal-server-not-remembered = Токена для { $address } здесь нет.
refusal-no-place-for-tokens = Нет папки настроек, где хранить токен.
hint-no-place-for-tokens = Задайте HOME или XDG_CONFIG_HOME либо давайте токен с каждой командой: KARTOTEKA_TOKEN, --token-file.
token-acts-as = Этот токен действует от имени { $name }. Он показан сейчас и больше никогда:
token-revoked = Токен { $number } больше ничего не открывает.
auth-in = На { $address } вы — { $name }. Токен сохранён для вас на этом компьютере.
auth-out = Токен для { $address } забыт. Он ещё действует: отозвать его может администратор.
heading-server = Сервер
heading-scopes = Области
heading-expires = Истекает
heading-used = Использован
refusal-server-strange = По адресу { $address } отвечает не сервер Картотеки.
refusal-server-unfit = Значение { $name } так использовать нельзя.
hint-server-unfit = Сервер — это адрес вроде https://crm.example.com; токен — одно слово и начинается с kt_.
refusal-server-said = { $reason }
refusal-not-over-server = Эта команда работает с каталогом данных, а не через сервер. Ничего не сделано.
hint-not-over-server = Уберите --server и KARTOTEKA_SERVER или используйте REST API.
