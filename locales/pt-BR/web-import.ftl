### Data import: hub, wizard, result, history.

## The history of imports and other runs

imports-none = Nenhuma importação ainda
imports-none-why = O que você importar aparece aqui, com o resultado.
imports-none-fit = Nenhuma importação corresponde ao filtro.
imports-every-state = Todos os estados
imports-name = Importação
imports-type = Tipo
imports-state = Estado
imports-rows = Linhas
imports-tag = Etiqueta
imports-by = Por
imports-at = Data
run-import = Importação
run-edit = Edição em massa por arquivo
run-bulk = Edição em massa
run-undo = Desfazer
run-delete = Exclusão de importação
run-record = Edição de um registro

## The steps of an import

steps-title = Etapas da importação
steps-done = concluída
step-upload = Envio
step-sheet = Planilha e cabeçalho
step-columns = Colunas
step-options = Opções
step-check = Verificação
step-start = Início

## The hub: what can be imported

nav-data-import = Importação de dados
hub-history = Todas as importações
hub-delete = Excluir importação
hub-lead = Escolha o que são as linhas do seu arquivo. Nada é salvo antes de você ver o resultado da verificação.
hub-order = Importe primeiro as empresas, depois contatos e usuários: a empresa de um contato precisa existir.
hub-last = Última:
hub-never = Nada importado ainda
hub-import = Importar
hub-template = Baixar modelo
hub-more = Mais para: { $name }
hub-edit-template = Baixar modelo de edição
hub-edit-upload = Enviar arquivo de edição
hub-helpdesk = Importar só empresas, tudo ou nada
door-companies-contacts = Empresas e pessoas de contato
door-users = Usuários e operadores
door-audience = Clientes de mensageiro
door-leads-change = Leads já cadastrados
door-no-limit = Sem limite de linhas.
door-rows =
    { $n ->
        [one] Até { $n } linha por arquivo.
       *[other] Até { $n } linhas por arquivo.
    }
door-chars =
    { $n ->
        [one] Até { $n } caractere por célula.
       *[other] Até { $n } caracteres por célula.
    }

## Templates

template-get = Baixar modelo
template-lead = O modelo é feito agora, para os seus campos. Ele explica cada coluna e oferece os valores permitidos.
template-format = Formato
template-xlsx = Para Excel e LibreOffice, com listas e instruções
template-csv = Texto simples, UTF-8; para listas grandes e outros programas
template-columns = Colunas
template-required = Só obrigatórias
template-usual = Usuais, com seus campos próprios
template-all = Todas
template-layout = Pessoas de contato
template-beside = Na linha da empresa, até 6
template-sheets = Em uma segunda planilha, qualquer número
template-sheets-hint = Só XLSX
template-language = Idioma dos cabeçalhos
template-sample = Arquivo de exemplo

## Upload

upload-title = Importação
upload-edit-title = Editar registros existentes
upload-file = Arquivo
upload-accepts = XLSX, XLS, ODS, CSV ou TSV, no máximo { $limit }.
upload-too-large = Este arquivo é maior que { $limit }. Divida-o.
upload-reading = Lendo o arquivo…
upload-sending = Enviando
upload-cancel = Cancelar
upload-cancelled = Cancelado. Nada foi guardado.
upload-why-both = Escolha primeiro um arquivo e um bot.
upload-why-bot = Escolha primeiro um bot.
upload-why-file = Escolha primeiro um arquivo.
upload-bot-hint = Os clientes são encontrados por social_id e pelo mensageiro deste bot.
upload-choose = Escolha…
upload-no-bot = Ainda não há bot. Um administrador adiciona um nas configurações.
upload-drop = ou solte-o aqui
upload-more = Túnel e LGT (opcional)
upload-tunnel-hint = Clientes sem túnel vão para "Default tunnel".
upload-default-tunnel = Default tunnel
upload-lgt-hint = Só com LGT, usa-se o túnel dele.
upload-none = Nenhum
upload-recipe = Mapeamento salvo
upload-no-recipe = Mapear as colunas de novo
upload-clients = Importar clientes
upload-act = Enviar e continuar
upload-help = Ainda não tem arquivo?
upload-help-template = Um modelo tem as colunas certas. Um exemplo mostra como são as linhas.
upload-edit-note = Não altere a coluna id. Nada é salvo antes de iniciar a importação.
upload-nothing-yet = O envio não salva registros. Você verá cada mudança antes.
refusal-file-not-chosen = Nenhum arquivo foi escolhido, ou ele está vazio.

## How the file is read

wizard-next = Continuar
file-title = Como o arquivo é lido
file-name = Arquivo
file-size = Tamanho
file-rows = Linhas com o cabeçalho
file-sheets = Planilhas lidas
file-reading = Primeiras linhas
file-likely = O arquivo parece estar em { $name }. Compare as letras abaixo; se estiverem erradas, escolha outra codificação.
file-encoding = Codificação
file-delimiter = Delimitador
file-quote = Aspas
file-look = Mostrar assim
file-preview = As primeiras linhas do arquivo
file-confirm = O texto acima está certo. Ler o arquivo como { $name }.
file-confirm-first = Confirme que as letras estão certas antes de continuar.
file-seen-again = Continue para importá-lo de novo.
sign-semicolon = Ponto e vírgula ;
sign-comma = Vírgula ,
sign-tab = Tabulação
sign-bar = Barra vertical |
sign-slash = Barra /

## Sheet and header row

sheet-title = Planilha e linha de cabeçalho
sheet-sheets = Planilhas do arquivo
sheet-hidden = oculta
sheet-refused = grande demais
sheet-read = lida
sheet-together = Este arquivo contém vários tipos de registros. Todas as partes são lidas e verificadas juntas.
sheet-which-row = Qual linha tem os nomes das colunas?
sheet-below = As linhas acima da escolhida não são importadas.
sheet-first-rows = As primeiras linhas da planilha
sheet-this-row = Esta linha tem os nomes das colunas
sheet-no-header = Sem linha de cabeçalho
sheet-no-header-hint = As colunas se chamam A, B, C
sheet-blank-rows =
    { $n ->
        [one] { $n } linha vazia é pulada.
       *[other] { $n } linhas vazias são puladas.
    }
sheet-skip-hidden =
    { $n ->
        [one] Deixar fora { $n } linha oculta
       *[other] Deixar fora { $n } linhas ocultas
    }
sheet-hidden-skipped =
    { $n ->
        [one] { $n } linha oculta fica fora.
       *[other] { $n } linhas ocultas ficam fora.
    }
sheet-hidden-read =
    { $n ->
        [one] { $n } linha oculta é lida como as outras.
       *[other] { $n } linhas ocultas são lidas como as outras.
    }

## Columns and fields

map-title = O que é cada coluna?
map-filter = Colunas mostradas
map-all = Todas
map-none = Sem campo
map-nothing = Nenhuma coluna foi reconhecida. A linha { $row } é mesmo o cabeçalho?
map-nothing-act = Escolher outra linha
map-caption = { $done } de { $n } com campo
map-matched = { $done } de { $n } colunas com campo
map-column = Coluna do arquivo
map-samples = Exemplos
map-field = Campo
map-gear = Ajustes da coluna
map-gear-of = Ajustes da coluna { $name }
map-letter = Coluna { $name }
map-filled = { $n } % preenchido
map-no-field = Nenhum campo tem esse nome
map-values-open =
    { $n ->
        [one] { $n } valor a decidir
       *[other] { $n } valores a decidir
    }
map-values-known =
    { $n ->
        [one] { $n } valor entendido
       *[other] { $n } valores entendidos
    }
map-leave-out = Não importar
map-existing = Quando o registro existe
map-existing-usual = Como de costume
map-existing-overwrite = Sobrescrever
map-existing-fill = Só se vazio
map-existing-add = Adicionar à lista
map-existing-remove = Remover da lista
map-existing-leave = Deixar como está
map-empty-usual = Como nas opções
map-empty-keep = Manter o valor salvo
map-empty-clear = Limpar
map-order = Ordem das datas
map-order-dmy = Dia, mês, ano
map-order-mdy = Mês, dia, ano
map-order-ymd = Ano, mês, dia
map-detect = Detectar
map-decimal = Sinal decimal
map-decimal-comma = Vírgula: 1,5
map-decimal-point = Ponto: 1.5
map-separator = Entre os itens de uma lista
map-separator-usual = Vírgula ou ponto e vírgula
map-required = Campos obrigatórios
map-required-given = informado
map-required-missing = falta
map-keep = Salvar
map-nothing-saved = Nenhum registro foi salvo ainda.
map-recipes = Mapeamentos salvos
map-load = Mapeamento
map-load-act = Carregar mapeamento
map-save-as = Nome
map-save-act = Salvar como mapeamento
map-reset = Refazer sugestões
map-new-field = Criar campo próprio
map-new-label = Nome do campo
map-new-kind = Tipo
map-new-choices = Opções, uma por linha
map-new-column = Para a coluna
map-new-act = Criar campo
map-or = ou
map-found-by = { $name }: os existentes são encontrados por { $fields }. Linhas sem ele criam novos.
map-found-by-nothing = { $name }: cada linha cria um registro novo.
map-twice = Duas colunas vão para "{ $name }". Escolha uma.
map-group-standard = Padrão
map-group-links = Vínculos
map-group-custom = Próprios
map-exact = Exato
map-remembered = Lembrado
map-likely = Provável – confira
map-given = À mão
map-ignored = Ignorado
map-taken = Campo já usado
map-template-lacks = Faltam: { $names }.
flash-columns-reset = As colunas foram mapeadas de novo.
flash-recipe-saved = O mapeamento "{ $name }" foi salvo.
flash-field-added = O campo "{ $name }" foi criado.
flash-values-kept = Os valores foram guardados.
flash-recipe-used =
    { $n ->
        [one] O mapeamento conhecia { $n } coluna.
       *[other] O mapeamento conhecia { $n } colunas.
    }

## Values of a column

stale-title = As configurações mudaram nesse meio-tempo
stale-why = Outra pessoa, ou você em outra janela, salvou outras configurações desta importação depois que você abriu a página. Nada do que você fez foi salvo ainda.
stale-differs = O que difere
stale-mine = As suas
stale-saved = Salvas
stale-same = Nada mais difere: o mesmo foi salvo.
stale-save = Salvar as minhas no lugar
stale-take = Usar o que está salvo
flash-columns-likely = Algumas colunas foram reconhecidas apenas como prováveis. Veja-as antes de continuar.
map-window = Colunas { $from }–{ $to } de { $n }
value-title = Valores de "{ $name }"
value-lead = Todos os textos diferentes da coluna "{ $name }" e o que serão em "{ $label }".
value-more = Só os primeiros valores são listados.
value-text = No arquivo
value-read-as = Entendido como
value-ours = Usar no lugar
value-as-read = Como entendido
value-empty = Deixar vazio
value-back = Voltar às colunas
value-left-empty = fica vazio
value-mapped = decidido
value-unknown = desconhecido
value-error = Marcar como erro
value-add = Adicionar como nova opção
value-count-known =
    { $n ->
        [one] { $n } entendido
       *[other] { $n } entendidos
    }
value-count-ambiguous =
    { $n ->
        [one] { $n } serve a vários registros
       *[other] { $n } servem a vários registros
    }
value-count-unknown =
    { $n ->
        [one] { $n } desconhecido
       *[other] { $n } desconhecidos
    }
value-ambiguous =
    { $n ->
        [one] { $n } registro tem esse nome
       *[other] { $n } registros têm esse nome
    }

## Options

options-title = O que fazer com as linhas
options-mode = O que fazer
options-mode-create-and-update = { mode-create-and-update }
options-mode-create-and-update-hint = Os registros existentes mudam, os outros são criados.
options-mode-create = { mode-create }
options-mode-create-hint = Os registros existentes ficam como estão.
options-mode-update = { mode-update }
options-mode-update-hint = Uma linha sem registro é um erro.
options-match = Encontrar por
options-match-hint = Como se encontra o registro da linha.
options-match-usual = Como de costume
options-match-nothing = nenhuma chave tem coluna
options-match-none = Nada: cada linha é nova
options-role = Perfil
options-role-hint = Um perfil para todos os usuários do arquivo.
options-role-administrators = Só administradores importam operadores.
options-role-column = Como diz a coluna de perfil
options-role-usual = Como de costume: usuários finais
options-empty = Células vazias
options-empty-keep = Manter o valor salvo
options-empty-clear = Limpar
options-empty-clear-hint = Uma coluna ausente não limpa nada.
options-duplicates = Quando o registro novo já existe
options-duplicates-error = Erro
options-duplicates-skip = Pular a linha
options-duplicates-create = Importar mesmo assim
options-repeated = O mesmo registro duas vezes no arquivo
options-repeated-error = Erro em cada linha
options-repeated-first = Vale a primeira linha
options-repeated-last = Vale a última linha
options-missing-links = Um registro vinculado não existe
options-missing-links-error = Erro
options-missing-links-empty = Deixar o vínculo vazio, com aviso
options-missing-links-create = Criá-lo, com aviso
options-responsible = Responsáveis do arquivo
options-responsible-overwrite = Substituir a lista
options-responsible-add = Adicionar à lista
options-responsible-remove = Remover da lista
options-validation = Validação
options-validation-standard = Padrão
options-validation-standard-hint = Erros excluem a linha, avisos não.
options-validation-strict = Rigorosa
options-validation-strict-hint = Avisos também excluem a linha.
options-validation-structure = Só a estrutura
options-validation-structure-hint = Tipos, tamanhos e chaves são sempre verificados.
options-on-error = Linhas com erros
options-on-error-skip = Deixá-las fora e importar o resto
options-on-error-abort = Tudo ou nada
options-on-error-abort-hint = Com um único erro nada é salvo.
options-audience = Audiência
options-audience-hint = Clientes sem túnel vão para "Default tunnel".
options-owner = Responsável
options-owner-file = Como diz o arquivo, ou ninguém
options-owner-me = Eu ({ $name })
options-owner-people = Estas pessoas
options-owner-logins = Nomes de usuário separados por vírgulas
options-tags = Etiquetas
options-tag-automatic = Cada registro recebe:
options-tags-more = Mais etiquetas
options-tags-hint = Separadas por vírgulas; novas são criadas.
options-name = Esta importação
options-name-label = Nome
options-notify = Você é avisado aqui quando a verificação e a importação terminam. Nenhum e-mail é enviado.
options-hand-over = Passar a um colega
options-hand-over-why = Um rascunho é visto por quem o criou e pelos administradores. Quem o recebe continua; você não o verá mais, a menos que seja administrador.
options-hand-over-to = Nome de usuário do colega
options-hand-over-act = Passar
flash-draft-handed = O rascunho nº { $number } foi passado a { $name }.
options-back = Voltar às colunas
options-check = Verificar
options-nothing-yet = A verificação não salva registros.
options-messengers-mixed = O arquivo cita vários mensageiros, mas um bot pertence a um só. Divida o arquivo por mensageiro e importe cada parte com o seu bot.
options-by-email = Com acesso por e-mail, cada e-mail só pode existir uma vez. A verificação lista as linhas que repetem um.

## Dentro de outro produto.

embed-title = O que você quer importar?
embed-close = Fechar
embed-closed = Tudo pronto aqui
embed-closed-why = Você pode continuar na página em volta.
embed-ended = Esta janela de importação está fechada
embed-ended-why = O tempo dela acabou ou ela foi fechada. O que foi importado continua salvo. Recarregue a página em volta para abrir outra.
