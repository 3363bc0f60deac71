### Administration: fields, types, users, settings, security.

## The index of the settings

settings-group-data = Dados
settings-group-shape = Estrutura do registro
settings-group-people = Pessoas e acesso
settings-group-house = Instalação
settings-imports = Importações
settings-imports-why = Cada importação com seu resultado e o caminho de volta.
settings-data-import = Importação de dados
settings-data-import-why = Modelos e arquivos para trazer, por tipo.
settings-recipes = Receitas
settings-recipes-why = Mapeamentos e opções salvos para arquivos que voltam.
settings-tags = Etiquetas
settings-tags-why = As palavras nos registros e qual importação as deu.
settings-fields = Campos personalizados
settings-fields-why = Acrescente o que seus registros precisam além dos campos padrão.
settings-types = Tipos de registro
settings-types-why = O que se guarda aqui e novos tipos a partir de um arquivo de definição.
settings-bots = Bots
settings-bots-why = Cada bot funciona em um mensageiro; os clientes são reconhecidos dentro dele.
settings-tunnels = Túneis
settings-tunnels-why = Para onde vão os clientes. Sem escolha, vão para o túnel padrão.
settings-lgts = LGTs
settings-lgts-why = Ferramentas de captação, cada uma leva a um túnel.
settings-users = Usuários
settings-users-why = Adicione pessoas, convide-as, desative-as.
settings-roles = Perfis
settings-roles-why = O que cada perfil pode fazer.
settings-tokens = Tokens de API
settings-tokens-why = Acesso para scripts e integrações.
settings-sessions = Sessões
settings-sessions-why = Quem está conectado e onde.
settings-general = Geral
settings-general-why = Nome, idioma, fuso horário, limites de arquivos.
settings-security = Segurança
settings-security-why = Com o que as pessoas entram.
settings-audit = Registro de auditoria
settings-audit-why = Quem fez o quê e quando.

## Custom fields

fields-why = Um campo personalizado aparece de imediato em modelos, mapeamento, filtros e exportações. Sua coluna fica no fim.
fields-type = Tipo de registro
fields-own = Campos padrão
fields-custom = Campos personalizados
fields-archived = Arquivados
fields-archived-why = Guardados com seus valores, mas não mais oferecidos.
fields-none = Ainda sem campos personalizados: { $name }
fields-none-why = Adicione um e ele será a última coluna do próximo modelo.
fields-template-note = Esta é a ordem das colunas no modelo. Baixe o modelo de novo para ter as novas colunas.
fields-moved = { $name } movido para { $place } de { $n }
fields-own-n = Campos padrão ({ $n })
field-add = Adicionar campo
field-add-to = Adicionar campo: { $name }
field-new = Novo campo
field-order = Ordem
field-label = Nome
field-key = Chave
field-kind = Tipo de valor
field-asks = Exigências
field-in-use = Registros preenchidos
field-aliases = Outros nomes de coluna
field-aliases-why = Um por linha. Um arquivo com uma coluna assim é mapeado sozinho.
field-choices-n =
    { $n ->
        [one] { $n } opção
       *[other] { $n } opções
    }
field-is-required = Obrigatório
field-unique = Único
field-default-is = Padrão: { $value }
field-filled-n =
    { $n ->
        [one] { $n } registro tem valor
       *[other] { $n } registros têm valor
    }
field-actions = Ações de { $name }
field-up = Mover { $name } para cima
field-down = Mover { $name } para baixo
field-change-kind = Mudar o tipo
field-archive = Arquivar
field-archive-instead = Arquivar em vez disso
field-back = Voltar a usar
field-back-of = Voltar a usar: { $name }
field-delete = Excluir
field-delete-of = Excluir campo: { $name }
field-words = Palavras
field-words-why = As pessoas veem o nome no próprio idioma, também no cabeçalho dos modelos. Vazio mostra o inglês.
field-label-in = Nome ({ $name })
field-help-in = Significado ({ $name })
field-needs-label = Escreva um nome em ao menos um idioma.
field-value = Valor
field-key-why = Letras minúsculas, dígitos e _. Vazia, é feita do nome. Não pode ser mudada depois.
field-key-stays = não pode ser mudada
field-kind-why = Decide o que é aceito e como é mostrado.
field-target = Tipo ligado
field-target-why = Só para ligações.
field-required-long = Obrigatório em cada registro novo
field-required-why = Uma linha sem ele fica fora da importação.
field-unique-long = Cada valor uma única vez
field-unique-why = Dois registros nunca têm o mesmo valor.
field-default = Valor padrão
field-default-why = O que um registro novo recebe quando nada é dado.
field-max = Texto mais longo em caracteres
field-max-why = Vazio: o limite do tipo, 255 para um texto.
field-choices = Opções
field-choices-why = Para uma ou várias opções. Esvazie a linha para remover; uma opção em uso não sai.
choice-new = nova
choice-in = Opção { $number } ({ $name })
choice-aliases = Também entendido, separado por vírgulas
choice-aliases-of = Outras palavras da opção { $number }
field-open = Importações podem trazer novas opções
field-delete-filled =
    { $n ->
        [one] { $n } registro tem valor neste campo.
       *[other] { $n } registros têm valor neste campo.
    }
field-delete-filled-why = Exclua primeiro os valores. É uma execução própria: fica no histórico e pode ser desfeita. Ou arquive o campo e guarde-os.
field-clear =
    { $n ->
        [one] Excluir o valor de { $n } registro
       *[other] Excluir os valores de { $n } registros
    }
field-delete-empty = Nenhum registro tem valor neste campo.
field-delete-empty-why = Sai dos modelos, mapeamentos, filtros e exportações. Isto não pode ser desfeito.
field-kind-of = Tipo do campo: { $name }
field-kind-now = Agora: { $name }.
field-kind-to = Outro tipo
field-kind-try = Experimentar
field-kind-result = Teste: { $name }
field-kind-empty = Nenhum registro tem valor; o tipo pode ser mudado já.
field-kind-fit = { $fit } de { $n } valores seriam convertidos. Nada foi mudado.
field-kind-unfit = Valores que não se convertem
field-kind-value = Valor
field-kind-how = Os valores nunca são convertidos às escondidas. Adicione um campo do outro tipo, exporte os registros, copie a coluna e importe o arquivo: você vê cada valor antes de gravar. Depois exclua este campo.
flash-custom-field-added = O campo "{ $name }" foi adicionado. Baixe o modelo de novo para ter a nova coluna.
flash-field-saved = O campo "{ $name }" foi salvo.
flash-field-archived = O campo "{ $name }" foi arquivado. Seus valores foram guardados.
flash-field-back = O campo "{ $name }" voltou a ser usado.
flash-field-deleted = O campo "{ $name }" foi excluído.
flash-field-cleared =
    { $n ->
        [one] O valor de { $n } registro foi excluído. O histórico pode desfazer.
       *[other] Os valores de { $n } registros foram excluídos. O histórico pode desfazer.
    }
flash-field-kind = O tipo do campo "{ $name }" foi mudado.
refusal-choice-held =
    { $n ->
        [one] "{ $value }" não pode ser removida: { $n } registro a usa.
       *[other] "{ $value }" não pode ser removida: { $n } registros a usam.
    }
refusal-choice-twice = A opção "{ $value }" aparece duas vezes, ou sua chave está vazia.
refusal-default-unreadable = "{ $value }" não é um valor deste tipo.
refusal-field-filled =
    { $n ->
        [one] { $n } registro tem valor em "{ $field }".
       *[other] { $n } registros têm valor em "{ $field }".
    }
refusal-kind-needs-target = Uma ligação precisa de um tipo de registro. Adicione um novo campo.
language-en = inglês
language-cs = tcheco
language-pt-BR = português
language-ru = russo

## Record types

type-name = Nome
type-one = Um deles
type-fields = Campos
type-origin = Origem
type-custom = Próprio
type-builtin = Embutido
type-definition = Definição
type-add = Adicionar tipo de registro
type-add-why = Uma definição é um arquivo TOML: chave, palavras em quatro idiomas, campos. Baixe uma acima e mude-a, ou veja examples/types.
type-file = Arquivo de definição
type-typed = Ou escreva-a aqui
flash-type-added = O tipo de registro "{ $name }" foi adicionado.

## Users and roles

users-import = Importar
users-find = Usuário
users-every-role = Todos os perfis
users-every-state = Ativos ou não
users-none = Ainda sem usuários
users-none-fit = Nenhum usuário corresponde ao filtro
users-none-why = Adicione alguém ou importe um arquivo de usuários.
user-new = Novo usuário
user-add = Adicionar usuário
user-name = Nome
user-role = Perfil
user-company = Empresa
user-state = Situação
user-last = Último acesso
user-active = Ativo
user-inactive = Inativo
user-can-sign-in = Pode entrar
user-invited = Convidado
user-link-over = Link expirado
user-no-password = Ainda sem senha
user-door = Acesso
user-link = Link
user-link-until = Link vale até
user-invite-link = Criar link de convite
user-reset-link = Criar link para nova senha
user-link-why = Entregue o link você mesmo. Um link anterior deixa de valer.
user-link-for = Link para { $name }
user-link-once = Copie o link agora. Ele não é mostrado de novo.
user-link-days =
    { $n ->
        [one] Vale uma vez, por { $n } dia. Quem abrir escolhe a senha.
       *[other] Vale uma vez, por { $n } dias. Quem abrir escolhe a senha.
    }
user-needs-username = Escreva um nome de usuário.
user-needs-email = Escreva um e-mail. Pode ser inventado; nada é enviado.
user-deactivate = Desativar
user-deactivate-of = Desativar { $name }
user-deactivate-why = A pessoa não pode mais entrar; sessões e links terminam. O registro e seu histórico ficam.
user-activate = Ativar de novo
user-owns =
    { $n ->
        [one] { $name } é responsável por { $n } registro.
       *[other] { $name } é responsável por { $n } registros.
    }
user-owns-none = { $name } não é responsável por nenhum registro.
user-heir = Quem assume
user-heir-none = Ninguém: ficam com { $name }
user-heir-why = Outros responsáveis permanecem. A transferência é uma execução própria e pode ser desfeita.
flash-user-added = O usuário "{ $name }" foi adicionado. Crie um link de convite para que possa entrar.
flash-user-saved = O usuário "{ $name }" foi salvo.
flash-user-deactivated = { $name } foi desativado.
flash-user-handed-over =
    { $n ->
        [one] { $name } foi desativado. { $n } registro passou para { $heir }.
       *[other] { $name } foi desativado. { $n } registros passaram para { $heir }.
    }
flash-user-activated = { $name } está ativo de novo.
refusal-last-administrator = Este é o último administrador que pode entrar.
hint-last-administrator = Dê antes o perfil a outro usuário com senha.
refusal-heir-unfit = Os registros não podem passar para { $name }. Escolha outro operador ou administrador ativo.
role-administrator-why = tudo, inclusive configurações
role-operator-why = consulta, edita, importa e exporta
role-end-user-why = é atendido; não vê registros
roles-why = Os perfis são fixos. Cada ação do programa consulta esta tabela, no navegador, na linha de comando e com tokens.
roles-permission = Permissão
roles-yes = Sim
roles-no = Não
permission-see-records = Ver registros
permission-edit-records = Editar registros
permission-import = Importar empresas, contatos, produtos, clientes
permission-import-leads = Importar leads
permission-import-users = Importar usuários
permission-take-back = Desfazer execuções, excluir importações
permission-export = Exportar
permission-bulk-edit = Edição em massa
permission-administer = Configurações, usuários, campos
permission-operate = Backup e restauração

## API tokens

token = Token
token-new = Criar token
token-made = Token criado
token-once = Copie o token agora. Ele não é mostrado de novo.
token-name = Nome
token-name-why = Para que serve, para saber depois o que revogar.
token-owner = Age como
token-scopes = Escopos
token-created = Criado
token-expires = Expira
token-expired = Expirado
token-used = Último uso
token-never = Nunca
token-life = Validade
token-days =
    { $n ->
        [one] { $n } dia
       *[other] { $n } dias
    }
token-revoke = Revogar
token-revoke-of = Revogar { $name }
tokens-none = Ainda sem tokens
tokens-none-why = Scripts e integrações precisam de um token.
scope-read = Ler
scope-read-why = ver registros, campos, histórico
scope-write = Gravar
scope-write-why = editar registros, um ou muitos
scope-import = Importar
scope-import-why = importar arquivos, desfazer importações
scope-export = Exportar
scope-export-why = criar e baixar exportações
scope-admin = Administração
scope-admin-why = tudo o que o dono pode fazer
flash-token-revoked = O token foi revogado. Não abre mais nada.
refusal-token-name-unfit = Escreva um nome de no máximo { $n } caracteres.
refusal-token-without-scope = Escolha ao menos um escopo.
refusal-token-days-unfit = Um token vale de 1 a { $n } dias.
refusal-token-unknown = Não há esse token, ou já foi revogado.

## Security

login-mode = Entrada
login-mode-username = Usuário e senha
login-mode-username-why = Com nomes de usuário, um e-mail pode pertencer a várias pessoas, por exemplo em várias empresas.
login-mode-email = E-mail e senha
login-mode-email-why = Com e-mail, cada e-mail deve ser único. A troca procura antes os repetidos.
login-mode-check = Verificar e-mails
login-mode-result = Verificação de e-mails
login-mode-free = Cada e-mail pertence a um usuário. Você pode trocar.
login-mode-shared =
    { $n ->
        [one] { $n } e-mail é usado por { $users } usuários. Corrija-o antes de trocar.
       *[other] { $n } e-mails são usados por { $users } usuários. Corrija-os antes de trocar.
    }
login-mode-users = Usuários
login-mode-how = Abra um usuário para mudar o e-mail. Nada foi mudado ainda.
security-rules = O que sempre vale
security-password = As senhas têm ao menos { $n } caracteres e só se guarda o argon2id.
security-idle =
    { $n ->
        [one] Uma sessão sem uso termina após { $n } hora.
       *[other] Uma sessão sem uso termina após { $n } horas.
    }
security-longest =
    { $n ->
        [one] Nenhuma sessão dura mais de { $n } dia.
       *[other] Nenhuma sessão dura mais de { $n } dias.
    }
security-links =
    { $n ->
        [one] Um link de convite vale uma vez, por { $n } dia.
       *[other] Um link de convite vale uma vez, por { $n } dias.
    }
security-tries = Após cinco senhas erradas a entrada espera, por nome e endereço, até um quarto de hora.

## General settings

general-house = Instalação
general-organisation = Organização
general-organisation-why = Fica no topo de cada página.
general-language = Idioma
general-zone = Fuso horário
general-zone-why = Os horários das páginas usam-no. Agora: { $now }.
general-limits = Limites de arquivos
setting-file-date-order = Ordem das datas nos arquivos
setting-file-date-order-detect = Reconhecida pelo arquivo
setting-file-date-order-dmy = Dia, mês, ano
setting-file-date-order-mdy = Mês, dia, ano
setting-file-date-order-ymd = Ano, mês, dia
setting-file-decimal = Sinal decimal nos arquivos
setting-file-decimal-detect = Reconhecido pelo arquivo
setting-file-decimal-comma = Vírgula
setting-file-decimal-point = Ponto
setting-uploads-most-mb = Maior arquivo, em megabytes
setting-uploads-kept-days = Dias que os arquivos enviados são guardados
setting-exports-kept-days = Dias que as exportações são guardadas
setting-drafts-kept-days = Dias em que importações não executadas são guardadas
setting-work-at-once = Trabalhos longos ao mesmo tempo
general-others = Arquivos, exportações e trabalho
general-limits-why = 0 não impõe limite próprio. Arquivos em outro idioma ou codificação são reconhecidos sozinhos.
general-profile = Tipo de importação
general-rows = Linhas do arquivo
general-chars = Caracteres da célula
general-delivered = Valor original: { $value }
profile-word-general = Geral
profile-word-leads = Leads
profile-word-users = Usuários
profile-word-helpdesk-companies = Empresas do helpdesk
profile-word-edit = Arquivo de edição em massa
profile-word-audience = Audiência do mensageiro
profile-word-companies-contacts = Empresas e contatos
setting-allowed = "{ $value }" não serve. Permitido: { $allowed }.
flash-settings-saved = As configurações foram salvas.

## Bots, tunnels, LGTs, tags

list-none-bots = Ainda sem bots
list-none-tunnels = Ainda sem túneis
list-none-lgts = Ainda sem LGTs
list-none-why = Os clientes do mensageiro são ligados a ele na importação.
list-add-bots = Novo bot
list-add-tunnels = Novo túnel
list-add-lgts = Novo LGT
list-clients = Clientes
list-clients-n =
    { $n ->
        [one] { $n } cliente está ligado a ele.
       *[other] { $n } clientes estão ligados a ele.
    }
list-fixed = Fixo
list-fixed-why = Clientes sem túnel vêm para cá. Mantém o nome e não pode ser excluído.
list-delete-why = O que tem algo ligado fica.
flash-list-added = "{ $name }" foi adicionado.
flash-list-saved = "{ $name }" foi salvo.
flash-list-deleted = "{ $name }" foi excluído.
refusal-reference-held = "{ $name }" fica: outros registros estão ligados a ele.
tags-find = Etiqueta
tags-kind = Origem
tags-every = Todas
tags-of-import = Importações
tags-own = Pessoas
tags-none = Ainda sem etiquetas
tags-none-fit = Nenhuma etiqueta corresponde
tags-none-why = Cada importação dá uma etiqueta própria aos seus registros.
tags-made-by = Origem
tags-by-people = Alguém
tags-records = Registros
tags-on-nothing = em nenhum registro
tags-more = Há mais etiquetas. Refine a busca.

## Recipes

recipes-why = Uma receita é um texto que diz como se leem arquivos de um tipo. Funciona aqui, na linha de comando e em scripts.
recipes-none = Ainda sem receitas
recipes-none-why = Salve o mapeamento de uma importação ou envie um arquivo de receita.
recipe-name = Nome
recipe-name-why = Vazio, usa o nome do arquivo. Uma receita com este nome é substituída.
recipe-saved-times = Vezes salva
recipe-upload = Enviar receita
recipe-file = Arquivo da receita (.toml)
recipe-version =
    { $n ->
        [one] Salva uma vez
       *[other] Salva { $n } vezes
    }
recipe-rename = Novo nome
recipe-delete-why = Importações já feitas com ela ficam como estão.
flash-recipe-kept = A receita "{ $name }" foi salva.
flash-recipe-deleted = A receita "{ $name }" foi excluída.
refusal-recipe-name-taken = Já existe uma receita "{ $name }".

## Sessions and the audit log

sessions-why = Todos os que estão conectados. Encerrar uma sessão manda aquele navegador de volta à entrada.
session-end-of = Encerrar a sessão de { $name }
audit-at = Quando
audit-who = Quem
audit-run = execução nº { $number }
audit-what = O quê
audit-subject = Sobre
audit-number = Número
audit-from = De
audit-until = Até
audit-everything = Tudo
audit-download = Baixar como CSV
audit-none = Nada corresponde ao filtro
audit-none-why = Mude a pessoa, a ação ou as datas.
verb-accept-invitation = Aceitou um convite
verb-activate-user = Ativou um usuário
verb-add-administrator = Adicionou um administrador
verb-backup = Fez um backup
verb-erase = Apagou uma pessoa
verb-bulk-edit = Iniciou uma edição em massa
verb-bulk-edit-end = Uma edição em massa terminou
verb-change-password = Mudou a senha
verb-deactivate-user = Desativou um usuário
verb-end-session = Encerrou uma sessão
verb-export = Exportou
verb-export-delete = Excluiu uma exportação
verb-field-add = Adicionou um campo
verb-field-archive = Arquivou um campo ou o retomou
verb-field-delete = Excluiu um campo
verb-field-kind = Mudou o tipo de um campo
verb-field-order = Moveu um campo
verb-field-update = Mudou um campo
verb-invite-user = Criou um link de senha
verb-mend = Corrigiu linhas
verb-recipe-delete = Excluiu uma receita
verb-recipe-save = Salvou uma receita
verb-run-import = Iniciou uma importação
verb-setting-set = Mudou uma configuração
verb-setting-unset = Restaurou uma configuração
verb-sign-in = Entrou
verb-token-create = Criou um token
verb-token-revoke = Revogou um token
verb-type-add = Adicionou um tipo de registro
verb-forget-file = Esqueceu um arquivo
verb-hand-over-draft = Passou um rascunho a um colega
verb-discard-draft = Descartou um rascunho
verb-batch-edit = Gravou vários registros de uma vez
verb-export-download = Baixou uma exportação
verb-embed-create = Criou uma sessão da importação incorporada
verb-embed-end = Encerrou uma sessão da importação incorporada
verb-webhook-create = Adicionou um webhook
verb-webhook-delete = Excluiu um webhook
verb-webhook-redeliver = Reenviou uma entrega
verb-undo-run = Desfez uma execução
