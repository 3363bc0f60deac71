## O que se diz a programas e nunca a pessoas: pedidos da API REST, webhooks, páginas incorporadas.

refusal-records-unsaid = Não foi dito de quais registros se trata. Nada foi alterado.
hint-records-unsaid = Indique-os por filtro, busca, etiquetas ou números; "all": true vale por todos os registros do tipo.
refusal-selection-twice = "all" vale por todos os registros, e algo mais os restringe. Nada foi alterado.
hint-selection-twice = Deixe um dos dois de fora.
refusal-batch-size =
    { $n ->
        [one] Um lote tem um registro.
       *[other] Um lote tem de 1 a { $n } registros.
    } Nada foi alterado.
hint-batch-size = Envie os demais em outros lotes, ou como importação.
refusal-tags-unfit = As etiquetas não podem ser definidas: { $reason }
refusal-field-order-unfit = A ordem precisa citar uma vez cada campo próprio em uso: { $fields }.
refusal-resource-changed = Alguém alterou isto depois que você leu. Nada foi alterado agora.
hint-resource-changed = Leia de novo e envie a alteração com o novo ETag.

refusal-csrf-token-missing = A sessão no cookie não basta para uma alteração. Nada foi alterado.
hint-csrf-token-missing = Envie o cabeçalho X-CSRF-Token com o csrf_token de GET /api/v1/session, ou use um token.
refusal-cursor-gone = O registro depois do qual esta página começa ({ $id }) não existe mais.
hint-cursor-gone = Comece a lista de novo, sem cursor.

help-problem = O que uma recusa significa
help-problem-why = Um programa pediu algo que não pôde ser feito e recebeu este motivo. As reticências estão no lugar daquilo de que o pedido tratava.

refusal-too-many-webhooks =
    { $n ->
        [one] Pode haver um webhook.
       *[other] Pode haver { $n } webhooks.
    } Nada foi criado.
hint-too-many-webhooks = Exclua um que não seja mais necessário.
refusal-webhook-url-unfit = "{ $value }" não é um endereço para o qual um webhook possa ser enviado. Nada foi alterado.
hint-webhook-url-unfit = Começa com https://; http:// só quando a configuração webhook_private é yes. Não contém nome nem senha.
refusal-webhook-without-event = Não foi dito o que o webhook recebe. Escolha ao menos um de: { $choices }.
refusal-webhook-event-unknown =
    Não existe o evento "{ $name }".{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer { $likely }?
    }
refusal-embed-without-type = Não foi dito quais tipos de registro podem ser importados: indique um em type ou vários em types. Nada foi criado.
refusal-embed-origin-unfit = "{ $value }" não é uma origem que possa mostrar a importação. Nada foi criado.
hint-embed-origin-unfit = Escreva só esquema, host e porta: https://app.example.com. http:// só para localhost.
refusal-embed-theme-unfit = "{ $value }" não é um valor para { $name }. Nada foi criado.
hint-embed-theme-unfit = Cores se escrevem #1a2b3c, cantos 8px, fontes como uma lista de nomes; os outros nomes estão na documentação.
refusal-embed-time-unfit = Uma sessão dura de { $limit } a { $seconds } segundos. Nada foi criado.
refusal-embed-needs-tls = Uma página de outro site só pode mostrar a importação por https. Nada foi criado.
hint-embed-needs-tls = Inicie o servidor com o endereço público: --public-url https://crm.example.com.
refusal-embed-unknown = Essa sessão não existe ou já foi esquecida.
refusal-embed-ticket-unfit = Este endereço já foi aberto, é antigo demais ou tem um erro de digitação.
hint-embed-ticket-unfit = Recarregue a página em volta: ela cria outro.
refusal-embed-not-framed = Este endereço abre dentro de uma página do produto que o criou, não em uma janela própria.
refusal-embed-over = Esta janela de importação está fechada.
hint-embed-over = Recarregue a página em volta para abrir outra.
refusal-embed-type-unfit = Isto não pode ser importado aqui.
setting-webhook-private-help = Se os webhooks podem ser enviados para a sua própria rede: no (não) ou yes (sim).

## A linha de comando por meio de um servidor.

refusal-server-token-missing = Um servidor foi indicado, mas não há token para ele.
hint-server-token-missing = Defina KARTOTEKA_TOKEN, indique um arquivo com --token-file ou guarde um token com kartoteka auth login. Um administrador cria tokens nas configurações.
refusal-server-unreachable = Não foi possível chegar ao servidor { $address }: { $reason }
hint-server-unreachable = Veja se o endereço está certo e o servidor está no ar e repita: o que foi feito não é feito de novo.
refusal-server-unsafe = A conexão com { $address } não é segura, por isso nada foi enviado: { $reason }
hint-server-unsafe = Veja se o certificado do servidor vale para este endereço. Um servidor sem certificado tem endereço com http://.
refusal-server-version-differs = O servidor { $address } tem a versão { $version }, este programa a { $known }, e eles não se entenderam.
hint-server-version-differs = Use o programa na versão do servidor, ou atualize o servidor.
refusal-token-without-user = Não foi dito em nome de quem o token age.
hint-token-without-user = Indique um usuário com --user.
refusal-server-not-remembered = Não há token para { $address } aqui.
refusal-no-place-for-tokens = Não há pasta de configurações onde guardar o token.
hint-no-place-for-tokens = Defina HOME ou XDG_CONFIG_HOME, ou dê o token em cada comando: KARTOTEKA_TOKEN, --token-file.
token-acts-as = Este token age em nome de { $name }. Ele é mostrado agora e nunca mais:
token-revoked = O token { $number } não abre mais nada.
auth-in = Em { $address } você é { $name }. O token fica guardado para você nesta máquina.
auth-out = O token de { $address } foi esquecido. Ele ainda vale: um administrador pode revogá-lo.
heading-server = Servidor
heading-scopes = Escopos
heading-expires = Termina
heading-used = Último uso
refusal-server-strange = O que responde em { $address } não é um servidor Kartoteka.
refusal-server-unfit = O valor de { $name } não pode ser usado assim.
hint-server-unfit = Um servidor é um endereço como https://crm.example.com; um token é uma palavra e começa com kt_.
refusal-server-said = { $reason }
refusal-not-over-server = Este comando trabalha em um diretório de dados, não por meio de um servidor. Nada foi feito.
hint-not-over-server = Retire --server e KARTOTEKA_SERVER, ou use a API REST.
