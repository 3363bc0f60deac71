### Palavras do produto, unidades, modelos e arquivos de resultado, recusas. As variáveis são os fatos; os números já vêm agrupados.

## Words of the product. The part after the first hyphen is the word the program uses.

severity-note = Observação
severity-warning = Aviso
severity-error = Erro
outcome-created = Criado
outcome-updated = Atualizado
outcome-unchanged = Sem alteração
outcome-skipped = Ignorado
outcome-rejected = Deixado de fora
outcome-failed = Falhou
outcome-waiting = Ainda não executado
state-uploaded = Enviado
state-reading = Lendo
state-mapping = Mapeando colunas
state-checking = Verificando
state-checked = Pronto para iniciar
state-queued = Na fila
state-running = Em andamento
state-cancelling = Parando
state-completed = Concluído
state-stopped = Parado
state-failed = Falhou
state-undone = Desfeito
state-partly-undone = Desfeito em parte
result-clean = Concluído
result-with-rejected = Concluído, algumas linhas ficaram de fora
result-nothing-to-do = Concluído, nada a alterar
name-of-failed = { $name }, linhas que ficaram de fora
mode-create = Somente criar novos
mode-update = Somente atualizar existentes
mode-upsert = Criar e atualizar
mode-create-and-update = { mode-upsert }
role-administrator = Administrador
role-operator = Operador
role-end-user = Usuário final
type-company = Empresa
type-contact = Contato
type-lead = Lead
type-product = Produto
type-location = Local
type-asset = Equipamento
type-user = Usuário
type-client = Cliente
type-bot = Bot
type-tunnel = Túnel
type-lgt = LGT
type-deal = Negócio
type-activity = Atividade

## Units. The number and a no-break space stand before them.

unit-day = d
unit-hour = h
unit-minute = min
unit-second = s
unit-byte = B
unit-kilobyte = kB
unit-megabyte = MB
unit-gigabyte = GB

## Counted things

count-rows =
    { $n ->
        [one] { $n } linha
       *[other] { $n } linhas
    }
count-records =
    { $n ->
        [one] { $n } registro
       *[other] { $n } registros
    }
count-columns =
    { $n ->
        [one] { $n } coluna
       *[other] { $n } colunas
    }
count-fields =
    { $n ->
        [one] { $n } campo
       *[other] { $n } campos
    }
count-errors =
    { $n ->
        [one] { $n } erro
       *[other] { $n } erros
    }
count-warnings =
    { $n ->
        [one] { $n } aviso
       *[other] { $n } avisos
    }
count-notes =
    { $n ->
        [one] { $n } observação
       *[other] { $n } observações
    }

## Field kinds, how they are written, their limits (sheet "Instructions" of templates)

kind-text = Texto
kind-long-text = Texto longo
kind-integer = Número inteiro
kind-decimal = Número
kind-money = Valor monetário
kind-percent = Porcentagem
kind-yes-no = Sim ou não
kind-date = Data
kind-date-time = Data e hora
kind-time = Horário
kind-email = Endereço de e-mail
kind-phone = Número de telefone
kind-web-address = Endereço da web
kind-choice = Uma opção
kind-choices = Várias opções
kind-link = Vínculo com um registro
kind-links = Vínculos com vários registros
kind-country = País
format-text = Qualquer texto em uma linha
format-long-text = Qualquer texto; as quebras de linha são mantidas
format-integer = Somente algarismos, sem casas decimais
format-decimal = Um número, com vírgula ou ponto decimal
format-money = Um número sem a moeda, como 1250,50
format-percent = Um número com ou sem %, como 21 ou 21 %
format-yes-no = sim ou não; 1 ou 0 também serve
format-date = Uma data da planilha ou dia/mês/ano, como 21/11/2026
format-date-time = Data e hora da planilha ou texto, como 21/11/2026 09:30
format-time = Horas e minutos no formato de 24 horas, como 09:30
format-email = Um endereço, como nome@example.com
format-phone = Um número, com + e o código do país se for do exterior
format-web-address = Um endereço, como www.example.com
format-choice = Um dos valores permitidos
format-choices = Valores permitidos, separados por vírgulas
format-link = Nome ou ID de um registro existente ({ $type })
format-links = Nomes ou IDs de registros existentes ({ $type }), separados por vírgulas
format-users = Nomes de usuário separados por vírgulas
format-country = Nome do país ou o código de duas letras, como BR
limit-characters =
    No máximo { $n ->
        [one] { $n } caractere
       *[other] { $n } caracteres
    }
limit-range = De { $least } a { $most }
limit-unique = Cada valor uma única vez
choices-open = Novos valores podem ser acrescentados
yes = sim
no = não

## Templates. Sheet names have at most 31 characters and none of : \ / ? * [ ]

sheet-data = Dados
sheet-instructions = Instruções
heading-column = Coluna
heading-meaning = Significado
heading-format = Formato
heading-limit = Limite
heading-allowed-values = Valores permitidos
heading-example = Exemplo
template-title = Como preencher este arquivo: { $type }
template-required-note = As colunas com * precisam ser preenchidas em todas as linhas.
template-intro-fill = Preencha a planilha “{ $sheet }”, um registro por linha, e envie o arquivo. A verificação mostra todos os problemas antes de salvar qualquer coisa.
template-intro-limits =
    No máximo { $rows ->
        [one] { $rows } linha
       *[other] { $rows } linhas
    } por arquivo e { $chars ->
        [one] { $chars } caractere
       *[other] { $chars } caracteres
    } por célula.
template-intro-headers = Não renomeie os cabeçalhos da primeira linha. As colunas podem ser movidas, e as que você não usa podem ser removidas.
template-intro-empty = Em uma atualização, uma célula vazia mantém o valor armazenado, a menos que você escolha outra coisa.
template-intro-custom = Os campos personalizados são as últimas colunas.
template-intro-made = Criado em { $date }. Se os campos mudarem depois, baixe um novo modelo; este continua sendo aceito.
edit-template-title = Como alterar registros existentes com este arquivo: { $type }
edit-template-intro = Cada linha altera um registro existente. Não mude a coluna ID. O nome serve só para leitura. Uma célula vazia não altera nada.
edit-template-status = Situação: ativo ou inativo.
edit-template-responsible = Responsável: nomes de usuário separados por vírgulas. Eles substituem a lista armazenada, a menos que você escolha acrescentar ou remover.
template-older =
    Este modelo é mais antigo que seus campos: { $new ->
        [one] { $new } novo
       *[other] { $new } novos
    }, removidos: { $removed }.

## Result files and marked workbooks

heading-row = Linha
heading-outcome = Resultado
heading-id = ID
heading-reason = Motivo
heading-severity = Gravidade
heading-value = Valor
heading-problem = Problema
heading-mend = Como corrigir
heading-field = Campo
heading-before = Era
heading-after = Será
heading-code = Código
cell-cut = O texto é maior do que cabe em uma célula e foi cortado. Não o carregue deste arquivo.
sheet-errors = Erros
sheet-result = Resultado

## Refusals: what cannot be done, and (hint) what to do instead

refusal-not-found = Não há nada com este nome ou número.
hint-not-found = Confira a grafia. Também pode ter sido excluído, ou você não tem permissão para ver.
refusal-type-unknown =
    Não existe o tipo de registro “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
hint-type-unknown = “kartoteka type list” mostra todos os tipos de registro.
refusal-field-unknown =
    Não existe o campo “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
hint-field-unknown = “kartoteka type show” com o tipo lista os campos dele.
refusal-tag-unknown =
    Não existe a tag “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
hint-tag-unknown = “kartoteka import tags” com o tipo lista as tags criadas por importações.
refusal-record-unknown = Não existe o registro { $id } ({ $type }).
refusal-import-unknown = Não existe a importação nº { $number }.
hint-import-unknown = “kartoteka import list” mostra todas as importações.
refusal-recipe-version = A receita tem a versão { $found }; este programa conhece versões até { $known }.
hint-recipe-version = Atualize o Kartoteka ou salve a receita de novo com esta versão.
refusal-recipe-unreadable = A receita não pôde ser lida: { $reason }.
hint-recipe-unreadable = Compare com uma receita salva a partir de uma importação.
refusal-permission-denied = Seu perfil não permite isto. Nada foi alterado.
hint-permission-denied = Peça a um administrador que faça isso ou lhe dê a permissão.
refusal-too-many-rows =
    Este arquivo tem { $rows ->
        [one] { $rows } linha
       *[other] { $rows } linhas
    }. O limite é { $limit }. Nada foi salvo.
hint-too-many-rows =
    Divida o arquivo em partes de no máximo { $limit ->
        [one] { $limit } linha
       *[other] { $limit } linhas
    }.
refusal-too-many-columns =
    Este arquivo tem { $columns ->
        [one] { $columns } coluna
       *[other] { $columns } colunas
    }. O limite é { $limit }.
hint-too-many-columns = Remova as colunas que você não importa.
refusal-file-forgotten = O arquivo enviado da importação nº { $number } foi guardado pelo tempo configurado e não existe mais.
hint-file-forgotten = Os registros e o histórico continuam. O tempo é definido em `uploads.kept_days`.
refusal-file-too-large = O arquivo tem { SIZE($bytes) }. O limite é { SIZE($limit) }.
hint-file-too-large = Divida o arquivo ou remova imagens e planilhas desnecessárias.
refusal-cell-too-long = A célula da linha { $row }, coluna { $column } é maior que { SIZE($limit) }.
hint-cell-too-long = Encurte a célula. Em um arquivo CSV, uma aspa que falta pode juntar muitas células em uma.
refusal-no-data = O arquivo não tem linhas de dados.
hint-no-data = Confira se a planilha certa foi salva e se há linhas depois do cabeçalho.
refusal-password-protected = O arquivo está protegido por senha.
hint-password-protected = Abra-o, remova a senha, salve e envie de novo.
refusal-damaged = O arquivo está danificado e não pode ser lido até o fim.
hint-damaged = Abra-o no programa de planilhas, salve como XLSX e envie de novo.
refusal-not-a-sheet = Isto não é uma planilha nem um arquivo CSV.
hint-not-a-sheet = Salve os dados como XLSX ou CSV. O conteúdo decide, não o nome do arquivo.
refusal-too-old = O arquivo foi salvo por um programa de planilhas muito antigo e não pode ser lido.
hint-too-old = Abra-o em um programa atual, salve como XLSX e envie de novo.
refusal-encoding-broken = A linha { $line } não combina com a codificação do resto do arquivo.
hint-encoding-broken = Escolha você mesmo a codificação ou salve o arquivo de novo como UTF-8.
refusal-encoding-unconfirmed = O arquivo parece estar em { $encoding }. Isto está correto? { $sample }
hint-encoding-unconfirmed = Confirme com --encoding { $encoding } ou indique outra codificação.
refusal-utf-32 = O arquivo está em UTF-32, que não é lido aqui.
hint-utf-32 = Salve-o como UTF-8 e envie de novo.
refusal-quote-open = Uma aspa aberta na linha { $line } nunca é fechada.
hint-quote-open = Feche ou remova a aspa nessa linha.
refusal-bomb = O arquivo se expande em muito mais dados do que o permitido. Ele não foi lido.
hint-bomb = Copie as linhas para uma nova pasta de trabalho e salve-a.
refusal-hostile = O arquivo contém partes que não pertencem a uma planilha. Ele não foi lido.
hint-hostile = Copie as linhas para uma nova pasta de trabalho e salve-a. Se não foi você quem fez este arquivo, tenha cuidado com ele.
refusal-timed-out = A leitura do arquivo demorou demais e foi interrompida. Nada foi salvo.
hint-timed-out = Salve os dados como CSV ou divida o arquivo e tente de novo.
refusal-out-of-memory = O arquivo precisa de mais memória do que a leitura pode usar. Nada foi salvo.
hint-out-of-memory = Salve os dados como CSV ou divida o arquivo e tente de novo.
refusal-child-failed = O arquivo não pôde ser lido: o processo de leitura terminou antes da hora. Nada foi salvo.
hint-child-failed = Abra o arquivo em um programa de planilhas, salve-o como um novo XLSX e tente de novo.
refusal-sheet-unknown =
    A pasta de trabalho não tem a planilha “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
refusal-mapping-incomplete =
    Nenhuma coluna corresponde { $fields-count ->
        [1] ao campo obrigatório
       *[other] aos campos obrigatórios
    }: { $fields }.
hint-mapping-incomplete = Associe uma coluna à mão (--map 'COLUNA=campo') ou defina um valor para todas as linhas.
refusal-column-mapped-twice = Várias colunas vão para “{ $field }”: { $headers }. Escolha uma.
refusal-column-unknown =
    O arquivo não tem a coluna “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
refusal-bot-required = Escolha um bot: os clientes sempre pertencem a um.
hint-bot-required = Na linha de comando: --bot NOME.
refusal-edit-file-other-type = Este arquivo foi feito para outro tipo de registro: { $found } em vez de { $wanted }. Nada foi alterado.
hint-edit-file-other-type = Envie-o onde esses registros são listados ou baixe o modelo de edição deste tipo.
refusal-import-not-startable = Isso não pode ser feito agora com a importação nº { $number }. Estado: { $state }.
refusal-import-changed-since = Os dados mudaram depois da verificação da importação nº { $number }, e os números já não valem. Nada foi salvo.
hint-import-changed-since = Veja os novos números e inicie de novo.
refusal-all-or-nothing-errors =
    { $n ->
        [one] { $n } linha tem erros
       *[other] { $n } linhas têm erros
    }, e esta importação só é feita por inteiro. Nada foi salvo.
hint-all-or-nothing-errors = Corrija as linhas e envie o arquivo de novo na mesma importação.
refusal-nothing-to-undo = A importação nº { $number } não deixou nada que possa ser desfeito.
refusal-database-locked = Outro programa está usando o banco de dados. Nada foi alterado.
hint-database-locked = Espere que ele termine ou fale com o servidor em execução com --server.
refusal-database-damaged = O arquivo do banco de dados está danificado. Nada mais foi gravado nele.
hint-database-damaged = Guarde uma cópia do diretório de dados e restaure um backup com “kartoteka restore”.
refusal-database-newer = O banco de dados tem a versão { $version }; este programa conhece versões até { $known }. Nada foi alterado.
hint-database-newer = Use o Kartoteka mais novo que o gravou.
refusal-disk-full = O disco não aceita mais nada: está cheio, ou uma cota ou limite foi atingido. O que já foi salvo permanece.
hint-disk-full = Libere espaço ou aumente o limite e continue; uma importação interrompida prossegue de onde parou.
refusal-data-dir-missing = Não há diretório de dados em { $path }.
hint-data-dir-missing = Indique-o com --data DIR ou crie um com “kartoteka serve” ou “kartoteka demo”.
refusal-no-terminal-confirm =
    Isto altera { $n ->
        [one] { $n } registro
       *[other] { $n } registros
    }. Acrescente --yes para confirmar (sem terminal).
refusal-value-unreadable = “{ $value }” não é um valor para “{ $field }”.
refusal-setting-unknown =
    Não existe a configuração “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Seria “{ $likely }”?
    }
hint-setting-unknown = “kartoteka setting get” lista todas as configurações.
refusal-login-mode-conflict =
    { $emails ->
        [one] { $emails } e-mail é usado
       *[other] { $emails } e-mails são usados
    } por { $users ->
        [one] { $users } usuário
       *[other] { $users } usuários
    }: { $names }. Corrija antes de mudar.
hint-login-mode-conflict = Com acesso por e-mail, cada e-mail precisa pertencer a um só usuário.
refusal-file-exists = O arquivo { $file } já existe e ficou como está.
hint-file-exists = Escolha outro nome ou tire esse arquivo de lá.
refusal-file-missing = O arquivo { $path } não existe.
refusal-io-failed = Um arquivo não pôde ser lido ou gravado: { $reason }.
refusal-fault = Algo deu errado no programa. O que já foi salvo permanece. Número desta falha: { $id }.
hint-fault = Tente de novo. Se acontecer outra vez, informe este número ao administrador.

## Refusals of filters and mass edits

refusal-filter-unreadable = “{ $name }” não é uma condição: falta um dos sinais { $signs }.
hint-filter-unreadable = Escreva campo=valor; ~ significa “contém”.
refusal-filter-unfit = “{ $field }” não pode ser comparado com { $sign }.
refusal-reference-several = Vários registros se chamam “{ $name }”: { $ids }.
hint-reference-several = Indique o certo pelo número, por exemplo [#12].
refusal-bulk-empty = Não foi dito o que fazer com os registros.
hint-bulk-empty = Indique ao menos uma mudança, por exemplo --deactivate ou --set campo=valor.
refusal-bulk-delete-alone = A exclusão não pode ser combinada com outras mudanças.
refusal-default-tunnel-stays = O túnel “{ $name }” mantém o nome: os clientes sem túnel vão para ele.

## Refusals at the door

refusal-user-inactive = O usuário “{ $name }” não está ativo.
refusal-sign-in-failed = Nome e senha não combinam, ou este usuário não pode entrar.
refusal-invitation-unknown = Este convite não existe. Talvez um mais novo o tenha substituído.
refusal-invitation-expired = Este convite expirou.
hint-invitation-expired = Peça um novo ao administrador.
refusal-invitation-used = Este convite já foi usado. Cada um funciona uma vez.
hint-invitation-used = Entre com a senha que você definiu ou peça um novo convite ao administrador.
refusal-password-too-short =
    Uma senha tem no mínimo { $n ->
        [one] { $n } caractere
       *[other] { $n } caracteres
    }.
refusal-password-too-long =
    Uma senha tem no máximo { $n ->
        [one] { $n } byte
       *[other] { $n } bytes
    }.

## Refusals of settings, recipes, backups

refusal-setting-unfit = “{ $value }” não serve para a configuração { $name }. Permitido: { $allowed }.
refusal-recipe-name-unfit = “{ $name }” não pode ser o nome de uma receita.
hint-recipe-name-unfit = Um nome tem de 1 a 100 caracteres em uma linha.
refusal-restore-over = Já existe um banco de dados: { $path }. Nada foi alterado.
hint-restore-over = Com --force o backup toma o lugar dele; o banco antigo fica guardado ao lado.
refusal-restore-in-use = O cadastro está em uso: { $path }, por { $nodes } (máquina, processo). Nada foi alterado.
hint-restore-in-use = Encerre todo kartoteka serve e kartoteka worker e depois restaure. Um programa que morreu em outra máquina é esquecido após os segundos que a configuração work.lease_seconds diz, normalmente 30.
refusal-backup-unfit = { $path } não é um backup do Kartoteka. Nada foi alterado.
refusal-erasures-unfit = { $path } não é uma lista de pessoas apagadas. Nada foi alterado.
hint-erasures-unfit = É o arquivo erasures.txt de um diretório de dados. Não restaure sem ele: as pessoas apagadas voltariam.
refusal-erase-no-people = Registros deste tipo ({ $type }) não são pessoas: outros registros dependem deles. Nada foi apagado.
hint-erase-no-people = Exclua-o, quando nada mais depender dele.
refusal-erase-run-under-way = A importação nº { $number } não terminou e poderia gravar o que se apaga. Nada foi apagado.
hint-erase-run-under-way = Espere que termine; ou continue (kartoteka import start { $number }), ou pare (kartoteka import cancel { $number }).
refusal-copy-place-unfit = "sqlite:{ $path }" não é lugar para um cadastro. Nada foi feito.
hint-copy-place-unfit = Escreva sqlite:DIR para um diretório de dados ou postgres://usuário@servidor/banco para um servidor.
refusal-copy-nothing-there = Não há cadastro em { $path }. Nada foi copiado.
hint-copy-nothing-there = Indique o diretório de dados que contém kartoteka.sqlite ou o banco de dados com que o Kartoteka trabalha.
refusal-copy-target-taken = Já há um cadastro em { $path }, ou um está sendo copiado para lá. Nada foi alterado.
hint-copy-target-taken = Copie para um lugar vazio. Se ambos já contêm o mesmo, --compare diz.
refusal-copy-run-under-way = A importação nº { $number } não terminou. Nada foi copiado.
hint-copy-run-under-way = Espere que termine; ou continue (kartoteka import start { $number }), ou pare (kartoteka import cancel { $number }), e então copie.
refusal-copy-export-under-way = A exportação nº { $number } não terminou. Nada foi copiado.
hint-copy-export-under-way = Espere que termine ou exclua: kartoteka export delete { $number }
refusal-copy-unequal = O que foi gravado em { $path } não é o que foi lido. Foi desfeito; nada mais foi alterado.
hint-copy-unequal = Verifique se o disco e o servidor de banco de dados estão em ordem e tente de novo.

## Settings

setting-login-mode-help = Com que as pessoas entram: username (nome de usuário) ou email. Com email, cada endereço precisa pertencer a um só usuário.
setting-language-help = O idioma de quem não escolheu nenhum.
setting-organisation-help = Como a instalação se chama, no topo de cada página.
setting-uploads-most-mb-help = Máximo de megabytes de um arquivo enviado; 0 mantém o limite de 512.
setting-uploads-kept-days-help = Por quantos dias após o fim da importação o arquivo enviado e suas linhas são guardados; 0 guarda para sempre. Os registros, o histórico e o desfazer continuam.
setting-exports-kept-days-help = Por quantos dias uma exportação pronta é guardada; 0 guarda até alguém excluir.
setting-drafts-kept-days-help = Quantos dias após a última alteração uma importação nunca executada é guardada, com o arquivo; 0 guarda até que alguém a descarte.
setting-work-at-once-help = Quantos trabalhos longos (verificações, execuções, exportações) são feitos ao mesmo tempo. Vale a partir do próximo início do servidor.
setting-work-lease-seconds-help = Depois de quantos segundos sem sinal de vida um trabalhador é dado como perdido, e outro continua o trabalho dele. Igual para todos os nós.
setting-file-date-order-help = Como as datas costumam ser escritas nos arquivos: detect, dmy, mdy ou ymd. Um arquivo, uma coluna ou uma receita pode dizer outra coisa.
setting-file-decimal-help = O sinal decimal nos arquivos: detect, comma ou point. Um arquivo, uma coluna ou uma receita pode dizer outra coisa.
setting-time-zone-help = O fuso em que as páginas mostram a hora, como America/Sao_Paulo.
setting-api-rate-help = Quantos pedidos um token pode fazer por minuto pela API REST; 0 para nenhum limite.
setting-row-limit-help = Máximo de linhas de dados em um arquivo deste tipo de importação; 0 não define limite.
setting-char-limit-help = Máximo de caracteres em uma célula deste tipo de importação; 0 deixa o limite para cada campo.

## Refusals of the room that reads files, under its own codes

refusal-rows-too-many = Este arquivo tem mais linhas que o limite de { $limit }. Nada foi salvo.
hint-rows-too-many = Divida o arquivo em vários.
refusal-columns-too-many = A linha { $row } chega à coluna { $columns }. O limite é { $limit }.
hint-columns-too-many = Remova as colunas que você não importa.
refusal-row-too-long = A linha { $row } é maior que { SIZE($limit) }.
hint-row-too-long = Em um arquivo CSV, uma aspa que falta pode juntar muitas linhas em uma.
refusal-file-not-a-sheet =
    { $what ->
        [xml-spreadsheet] Esta é uma pasta de trabalho na forma XML do Excel 2003, que não é lida aqui.
       *[other]
            Isto é { $what ->
                [web-page] uma página da web salva
                [pdf] um documento PDF
                [image] uma imagem
                [zip] um arquivo ZIP
                [gzip] um arquivo compactado
                [xml] um documento XML
                [document] um documento de texto ou uma apresentação
               *[other] outra coisa
            }, não uma planilha nem um arquivo CSV.
    }
hint-file-not-a-sheet = { hint-not-a-sheet }
refusal-encoding-unknown = Não existe codificação chamada “{ $label }”.
hint-encoding-unknown = Tente utf-8, utf-16le, windows-1250, windows-1251, windows-1252 ou iso-8859-2.
refusal-dialect-unusable = O separador e a aspa precisam ser, cada um, um caractere simples, e diferentes entre si.
refusal-sheet-missing = A pasta de trabalho não tem essa planilha.
refusal-file-unreadable =
    O arquivo{ $path-count ->
        [0] { "" }
       *[other] { " " }{ $path }
    } não pôde ser lido{ $reason-count ->
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

refusal-field-not-writable = O campo “{ $field }” é preenchido pelo próprio Kartoteka e não pode ser importado.
refusal-field-archived = O campo “{ $field }” está fora de uso.
hint-field-archived = Deixe a coluna de fora ou associe-a a outro campo e verifique o arquivo de novo; ou volte a usar o campo.
refusal-match-unmapped = Os registros devem ser comparados por “{ $field }”, mas nenhuma coluna corresponde a ele.
hint-match-unmapped = Associe uma coluna a este campo ou escolha outra chave com --match-by.
refusal-update-without-key = As linhas devem atualizar registros, mas nenhuma coluna diz de qual registro se trata. Estes campos podem: { $fields }.
hint-update-without-key = Associe uma coluna a um deles, por exemplo --map 'COLUNA=id'. Ou escolha outro campo com --match-by.
refusal-order-unknown = “{ $order }” não é uma ordem de dia, mês e ano.
hint-order-unknown = Use dmy, mdy ou ymd.

## Refusals about record types, fields and the database

refusal-type-exists = O tipo de registro “{ $name }” já existe.
refusal-field-exists = O campo “{ $name }” já existe, ou o nome é reservado.
refusal-key-unfit = “{ $name }” não pode ser uma chave.
hint-key-unfit = Use letras minúsculas de a a z, algarismos e _ isolados, começando por letra, no máximo 40 caracteres.
refusal-definition-unreadable = A definição não pôde ser lida: { $reason }.
refusal-value-taken = Um valor de “{ $field }” que precisa ser único pertence a outro registro.
refusal-database-read-only = O banco de dados não aceita gravação: { $reason }. Nada foi alterado.
hint-database-read-only = Confira de quem é o diretório de dados e se o disco permite gravação.
refusal-database-unopenable = O banco de dados { $path } não pode ser aberto: { $reason }.
refusal-database-certificate = O certificado do servidor de banco de dados { $path } não é confiável: { $reason }.
hint-database-certificate = Indique no endereço um arquivo com o certificado que o assinou ou com o do próprio servidor: ?sslrootcert=ARQUIVO.
refusal-database-no-entry = O servidor de banco de dados { $path } não pode ser usado: { $reason }.
hint-database-no-entry = Confira host, porta, usuário, senha e o nome do banco de dados, e se o servidor está em execução.
refusal-database-address = Isto não é o endereço de um banco de dados.
hint-database-address = Escreva-o como postgres://usuário:senha@host:5432/banco.
refusal-database-server-old = O servidor de banco de dados é PostgreSQL { $version }; é preciso a versão { $known } ou posterior.
hint-database-server-old = Conecte-se a um servidor mais novo.
refusal-database-unreachable = O servidor de banco de dados não responde: { $reason }. O que já foi confirmado permanece.
hint-database-unreachable = Veja se o servidor está em execução e tente de novo; a execução continua de onde parou.
refusal-database-collision = Outra alteração estava no caminho, e o banco de dados desfez esta. Nada foi alterado.
hint-database-collision = Tente de novo.
refusal-database-commit-unknown = A conexão terminou enquanto a alteração era salva: { $reason }. Ela pode ter sido salva ou não.
hint-database-commit-unknown = Veja se ela está lá antes de fazê-la de novo; uma importação iniciada de novo descobre isso sozinha.
refusal-database-foreign = O banco de dados { $path } contém tabelas de outro programa. Nada foi alterado.
hint-database-foreign = Dê ao Kartoteka um banco de dados ou um esquema só dele.
refusal-database-server-reads = O servidor de banco de dados só lê: { $reason }. Nada foi alterado.
hint-database-server-reads = Informe o endereço do servidor que aceita gravações; este é uma réplica ou foi configurado para não aceitá-las. Com vários hosts no endereço e target_session_attrs=read-write, ele é encontrado sozinho.
refusal-database-no-rights = O servidor de banco de dados não permite isso: { $reason }. Nada foi alterado.
hint-database-no-rights = Permita que o usuário crie e altere tabelas no esquema.
refusal-database-on-server = O cadastro está em um servidor de banco de dados; isto é para um cadastro em arquivo. Nada foi feito.
hint-database-on-server = Diga-o sem --database; kartoteka copy muda um cadastro de um arquivo para um servidor.

## Recusas de exportações, modelos, correções e relatórios

refusal-export-rows-too-many = Esta exportação tem { $rows } ou mais linhas. Em uma planilha cabem { $limit }.
hint-export-rows-too-many = Exporte como CSV ou escolha menos registros.
refusal-export-columns-too-many = Esta exportação tem { $columns } colunas. Em uma planilha cabem { $limit }.
hint-export-columns-too-many = Exporte como CSV ou escolha menos colunas.
refusal-export-text-too-long = Linha { $row }, coluna { $column }: o texto tem { $chars } caracteres. Em uma célula cabem { $limit }.
hint-export-text-too-long = Exporte como CSV ou deixe esta coluna de fora.
refusal-export-unfinished = A exportação nº { $number } não tem arquivo: ainda está sendo feita ou não foi concluída.
hint-export-unfinished = Espere até que fique pronta ou faça-a de novo.
refusal-edit-type-unfit = Registros deste tipo não têm situação nem responsáveis, por isso não há arquivo de edição: { $type }.
hint-edit-type-unfit = Exporte os registros para reimportação e edite esse arquivo.
refusal-template-sheets-unfit = Um arquivo CSV tem só uma planilha, por isso empresas e contatos não podem ficar em duas.
hint-template-sheets-unfit = Peça XLSX, ou contatos ao lado da empresa (layout b).
refusal-mend-without-column = Este problema é de linhas inteiras; não há coluna para mudar.
hint-mend-without-column = Edite as linhas uma a uma ou deixe-as de fora.
refusal-row-unknown = O arquivo não tem a linha de dados { $row }.
hint-row-unknown = As linhas são contadas como no programa de planilhas, com o cabeçalho.
refusal-import-unchecked = A importação nº { $number } ainda não foi verificada, então não há o que relatar.
hint-import-unchecked = Verifique-a primeiro.
## The API

refusal-token-missing = É preciso um token para isto. Nada foi feito.
hint-token-missing = Envie o cabeçalho "Authorization: Bearer TOKEN". Um administrador cria os tokens.
refusal-token-invalid = Este token não é válido: foi revogado, expirou ou está digitado errado. Nada foi feito.
hint-token-invalid = Peça um novo token a um administrador.
refusal-token-scope-missing = Este token não permite isto. Nada foi alterado.
hint-token-scope-missing = Use um token com o escopo necessário; um administrador o cria.
refusal-method-not-allowed = Este endereço existe, mas não conhece este método.
refusal-media-type-unfit = Um corpo do tipo "{ $name }" não é lido aqui.
hint-media-type-unfit = Envie application/json, ou um arquivo com o tipo correspondente.
refusal-body-unreadable = O corpo não é JSON: { $reason }. Nada foi alterado.
refusal-member-unknown = Não há um membro "{ $name }" aqui. Nada foi alterado.
hint-member-unknown = Verifique como está escrito; membros desconhecidos são recusados para que um erro de digitação seja visto.
refusal-member-unfit = Um membro não serve: { $reason }. Nada foi alterado.
refusal-query-unknown = Não há um parâmetro "{ $name }" aqui.
refusal-if-match-missing = Esta alteração precisa dizer em qual versão se baseia. Nada foi alterado.
hint-if-match-missing = Envie o cabeçalho If-Match com o ETag do que você leu, ou * para qualquer versão.
refusal-record-rejected = { $n ->
    [one] O registro não foi salvo: uma coisa está errada.
   *[other] O registro não foi salvo: { $n } coisas estão erradas.
}
refusal-idempotency-key-reused = Esta Idempotency-Key já foi usada para outros dados, na importação #{ $number }. Nada foi salvo.
hint-idempotency-key-reused = Escolha uma nova chave para um novo pedido.
refusal-idempotency-key-mismatch = Esta Idempotency-Key já foi usada em outro pedido. Nada foi feito.
hint-idempotency-key-mismatch = Escolha uma nova chave para um novo pedido.
refusal-idempotency-key-spent = Isto já foi feito. O segredo estava só na primeira resposta e não é guardado.
hint-idempotency-key-spent = Use outra chave para criar um novo.
refusal-idempotency-key-busy = Um pedido com esta Idempotency-Key ainda está em andamento.
hint-idempotency-key-busy = Espere até que termine; depois o mesmo pedido recebe a resposta dele.
refusal-too-many-requests = Pedidos demais em um minuto. Nada foi feito.
hint-too-many-requests = Peça de novo depois do tempo em Retry-After; um administrador pode aumentar o limite.
refusal-import-changed = A importação nº { $number } foi alterada nesse meio-tempo. Nada foi salvo.
hint-import-changed = Veja a importação de novo e repita a alteração.
refusal-upload-unknown = Não há tal envio, ou ele não é seu. Um envio some um dia depois do último pedaço.
refusal-upload-busy = Outro pedaço deste envio está chegando agora.
hint-upload-busy = Espere por ele e depois pergunte até onde chegou.
refusal-upload-offset-unfit = O envio continua no byte { $offset }. Nada foi acrescentado.
hint-upload-offset-unfit = Envie o pedaço que começa ali.
refusal-upload-incomplete = O envio não está completo: há { $bytes } de { $limit } bytes.
hint-upload-incomplete = Envie primeiro os pedaços que faltam.
refusal-sort-unfit = A lista não pode ser ordenada por “{ $name }”. Uma lista deste tamanho pode ser ordenada por: { $fields }.
refusal-fix-not-last = Só a última correção pode ser desfeita; é a de número { $number }.
api-address-unknown = Não há tal endereço, ou não para você.
api-docs = API REST
api-docs-why = Todas as operações da interface de programação, com o que recebem e devolvem. Comece com um token das configurações; o documento para ferramentas está no link acima.
api-docs-permission = Permissão
api-docs-takes = Recebe
api-docs-gives = Devolve

## Refusals of verbs on imports and records

refusal-import-without-file = A importação nº { $number } não tem arquivo: foi feita por um comando, não por um envio.
refusal-mode-fixed = Este tipo de importação tem um único modo, que não pode ser alterado.
hint-mode-fixed = Deixe --mode de fora ou escolha outra forma de importar com --profile.
refusal-draft-changed = Alguém salvou outras configurações desta importação nesse meio-tempo. Nada foi salvo.
hint-draft-changed = Veja o que difere e decida quais configurações valem.
refusal-record-changed = Alguém alterou o registro nesse meio-tempo. Nada foi salvo.
hint-record-changed = Veja o registro de novo e repita a alteração.
refusal-reference-unknown =
    Não existe { $type } “{ $name }”.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    }
refusal-undo-of-undo = Um desfazer não pode ser desfeito. Importe o arquivo de novo.
refusal-recipe-unknown =
    A receita “{ $name }” não existe.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    }
refusal-user-unknown =
    O usuário “{ $name }” não existe.{ $likely-count ->
        [0] { "" }
       *[other] { " " }Você quis dizer “{ $likely }”?
    }
refusal-import-runs-elsewhere = A importação nº { $number } está sendo executada por outro processo.
hint-import-runs-elsewhere = Espere ela terminar ou pare antes o outro processo.
refusal-lease-lost = Outro trabalhador continua este trabalho.
hint-lease-lost = Não é preciso fazer nada: o que é gravado é gravado uma só vez. Veja de novo daqui a pouco.
refusal-job-workers-died = Todo trabalhador que assumiu este trabalho caiu durante ele.
hint-job-workers-died = Fale com um administrador: "kartoteka queue list" o mostra, "kartoteka queue go-on NÚMERO" o deixa continuar.
refusal-job-not-parked = O trabalho { $number } não está de lado: seu estado é { $state }.
hint-job-not-parked = Só o trabalho posto de lado é liberado; "kartoteka queue list" mostra qual é.
refusal-colleague-may-not = { $name } não pode importar registros deste tipo.
hint-colleague-may-not = Escolha outra pessoa ou peça a um administrador que mude o papel.
