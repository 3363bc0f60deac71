### Records: browser, record page, bulk actions.

## The list

records-more-than = mais de { $n } registros
records-export = Exportar
records-import = Importar
records-new = Novo
records-none = Ainda não há nada aqui
records-none-why = Importe um arquivo ou adicione à mão.
records-none-fit = Nenhum registro corresponde
records-none-fit-why =
    { $n ->
        [one] { $n } filtro restringe a lista.
       *[other] { $n } filtros restringem a lista.
    }
records-search-label = Pesquisar nesta lista
records-search-hint = Nome, ID, e-mail…
records-search = Pesquisar
records-filter = Filtrar
records-filters = Filtros ativos
records-filter-field = Filtrar por um campo
records-field = Campo
records-comparison = Comparação
records-value = Valor
records-add-filter = Adicionar filtro
records-tags = Etiquetas
records-tag = Etiqueta
records-tag-how = Registros que
records-columns = Colunas
records-columns-which = Quais colunas mostrar
records-columns-usual = As usuais
records-size = Linhas por página
records-density = Altura das linhas
density-normal = Normal
density-compact = Compacta
records-views = Visualizações
records-views-none = Ainda não há visualizações salvas.
records-view-shared = para todos
records-view-delete = Excluir visualização { $name }
records-view-save-as = Salvar filtros, colunas e ordem como
records-view-share = Para todos
records-view-save = Salvar visualização
filter-is = é
filter-is-not = não é
filter-contains = contém
filter-at-least = é no mínimo
filter-at-most = é no máximo
filter-more = é mais que
filter-less = é menos que
filter-empty = está vazio
filter-filled = está preenchido
filter-created-import = Criado pela importação nº
filter-updated-import = Atualizado pela importação nº
filter-search-chip = Pesquisa: { $text }
filter-tag-any = têm esta etiqueta, ou outra das escolhidas
filter-tag-all = têm esta etiqueta e todas as outras escolhidas
filter-tag-none = não têm esta etiqueta
filter-tag-any-chip = Etiqueta: { $name }
filter-tag-all-chip = Com etiqueta: { $name }
filter-tag-none-chip = Sem etiqueta: { $name }
filter-remove = Remover filtro: { $name }
flash-view-saved = A visualização { $name } foi salva.
flash-view-deleted = A visualização foi excluída.
refusal-view-name =
    { $limit ->
        [one] A visualização precisa de um nome de até { $limit } caractere.
       *[other] A visualização precisa de um nome de até { $limit } caracteres.
    }
refusal-view-long = Estes filtros são longos demais para salvar. Remova alguns.

## Ticking records and what can be done with them

pick-none = Marque registros para fazer algo com eles.
pick-some = Selecionados: COUNT
pick-matching = Todos os que correspondem ao filtro estão selecionados
pick-which = Quais registros
pick-scope-picked = Os marcados
pick-scope-matching =
    { $n ->
        [one] Todos os { $n } que correspondem
       *[other] Todos os { $n } que correspondem
    }
pick-scope-matching-more = Todos os que correspondem, mais de { $n }
pick-page = Selecionar tudo nesta página
pick-column = Selecionar
pick-one = Selecionar { $name }
pick-clear = Limpar seleção
flash-nothing-picked = Nada foi marcado, então nada foi feito.
act-export = Exportar
act-edit-file = Arquivo de edição
act-add-tag = Adicionar etiqueta
act-remove-tag = Remover etiqueta
act-responsible = Definir responsáveis
act-activate = Ativar
act-deactivate = Desativar
act-set = Definir um campo
act-delete = Excluir
refusal-selection-gone = Esta seleção foi esquecida. Nada foi alterado.
hint-selection-gone = Volte à lista e marque os registros de novo.
refusal-bulk-nobody = Nenhum registro corresponde mais. Nada foi alterado.
refusal-bulk-unfit = Não é possível alterar os registros assim. Nada foi alterado.

## Mass edit: preview, run, result, undo

bulk-responsible-how = O que acontece com os responsáveis atuais
bulk-responsible-replace = Substituir
bulk-responsible-add = Manter e adicionar
bulk-responsible-remove = Remover estes
bulk-logins = Nomes de usuário
bulk-logins-hint = Separe vários por vírgulas. Vazio ao substituir: ninguém é responsável.
bulk-new-value = Novo valor
bulk-new-value-hint = Um valor vazio limpa o campo.
bulk-preview = Mostrar o que mudaria
bulk-what = O que vai acontecer
bulk-nothing-yet = Nada foi salvo ainda.
bulk-chosen = Escolhidos
bulk-changed = Alterados
bulk-deleted = Excluídos
bulk-same = Já estão assim
bulk-kept = Ficam como estão
bulk-already = { $n } de { $all } já estão assim.
bulk-already-active = { $n } de { $all } já estão ativos.
bulk-already-inactive = { $n } de { $all } já estão inativos.
bulk-people = Registros que cada pessoa ganha ou perde
bulk-reasons = Por que alguns ficam como estão
bulk-reasons-more = e mais { $n }
bulk-type-number = Para excluir, digite o número de registros: { $n }
bulk-confirm-wrong = Este não é o número de registros: { $n }. Nada foi excluído.
bulk-start =
    { $n ->
        [one] Alterar { $n } registro
       *[other] Alterar { $n } registros
    }
bulk-start-delete =
    { $n ->
        [one] Excluir { $n } registro
       *[other] Excluir { $n } registros
    }
bulk-can-be-undone = Pode ser desfeito depois.
bulk-nothing-to-do = Não há nada a fazer.
bulk-back = Voltar à lista
bulk-run-title = Edição em massa #{ $number }
bulk-running = Alterando os registros
bulk-undoing = Desfazendo
bulk-stop = Parar
bulk-stop-why = O que já mudou permanece e pode ser desfeito.
bulk-did = O que aconteceu
bulk-undo = Desfazer
bulk-undo-title = Desfazer a edição em massa #{ $number }
undo-taken = Voltam aos valores antigos
undo-stays = Ficam como estão
undo-kept-why = Alguém os editou depois; a edição posterior é mantida.
undo-act =
    { $n ->
        [one] Desfazer { $n } registro
       *[other] Desfazer { $n } registros
    }
flash-undo-begun = Está sendo desfeito.
did-add-tag = Adicionar etiqueta "{ $name }"
did-remove-tag = Remover etiqueta "{ $name }"
did-responsible-replace = Responsáveis: { $names }
did-responsible-add = Adicionar responsáveis: { $names }
did-responsible-remove = Remover responsáveis: { $names }
did-set = { $name } = { $text }
did-batch = Registros gravados um a um por outro programa

## One record

record-trail = Onde isto está
record-copy-id = Copiar ID
record-active = Ativo
record-inactive = Inativo
record-edit = Editar
record-edit-section = Editar: { $name }
record-leave = Sair sem salvar?
record-nothing-filled = Nada preenchido aqui.
record-empty-fields =
    { $n ->
        [one] Mais { $n } campo está vazio.
       *[other] Mais { $n } campos estão vazios.
    }
section-main = Dados
section-more = Mais
section-custom = Campos próprios
record-no-tags = Sem etiquetas.
record-tag-remove = Remover etiqueta { $name }
record-related = Registros relacionados
record-related-all = Mostrar todos
record-history = Histórico
record-history-more = Mostrar mais { $n }
history-to = para
history-created-by-row = Criado por { $kind } #{ $number }, linha { $row } ({ $by })
history-created-by-run = Criado por { $kind } #{ $number } ({ $by })
history-created-by-hand = Criado por { $by }
history-updated-by-row = Alterado por { $kind } #{ $number }, linha { $row } ({ $by })
history-updated-by-run = Alterado por { $kind } #{ $number } ({ $by })
history-updated-by-hand = Alterado por { $by }
history-deleted-by-row = Excluído por { $kind } #{ $number }, linha { $row } ({ $by })
history-deleted-by-run = Excluído por { $kind } #{ $number } ({ $by })
history-deleted-by-hand = Excluído por { $by }
record-deleted = Excluído
record-deleted-why = O número nunca é reutilizado. Desfazer a exclusão traz o registro de volta.
record-delete-title = Excluir { $name }
record-delete-why = O registro some com etiquetas e vínculos. Pode ser desfeito em Importações.
record-delete-act = Excluir registro
erase-act = Apagar esta pessoa…
erase-title = Apagar { $name } para sempre?
erase-why = Apagar retira a pessoa de tudo o que se guarda e não pode ser desfeito. Desfazer uma importação não a traz de volta, nem um backup restaurado.
erase-places = Encontrada em lugares: { $n }
erase-records = Registros
erase-links = Vínculos de outros registros
erase-changes = Entradas do histórico
erase-rows = Linhas de arquivos enviados
erase-files = Arquivos enviados que não poderão mais ser baixados
erase-texts = Citações, correções, avisos, mensagens, visões salvas
erase-exports = Exportações guardadas
erase-same = O mesmo e-mail ou telefone está também nestes registros. Eles ficam; se forem a mesma pessoa, apague-os também:
erase-outside = Arquivos que as pessoas baixaram e backups feitos antes estão fora de alcance: exclua os de que não precisa mais.
erase-do = Apagar para sempre
flash-record-erased = Apagada. Lugares: { $n }
flash-record-erased-bytes = Apagada. Lugares: { $n }. Alguém estava lendo, e restos podem ficar por um tempo no arquivo do banco de dados: apague de novo em hora calma ou execute "kartoteka record erase".
record-delete-not = Este registro não pode ser excluído.
record-back = Voltar ao registro
record-new-title = Novo: { $name }
record-more-fields =
    { $n ->
        [one] Mais { $n } campo
       *[other] Mais { $n } campos
    }
record-create = Criar
field-required = (obrigatório)
flash-record-saved = O registro foi salvo.
flash-record-unchanged = Nada foi alterado.
flash-record-created = O registro foi criado.
flash-record-deleted = { $name } foi excluído pela edição em massa #{ $number }, que pode ser desfeita.
flash-tags-changed = As etiquetas foram alteradas.

## Two people edit one record

conflict-title = Alguém alterou isto enquanto isso
conflict-why = { $name } foi alterado depois que você o abriu. Nada do seu foi salvo ainda.
conflict-both = Alterado dos dois lados
conflict-was = Era:
conflict-stored = Manter o que está salvo:
conflict-mine = Usar o meu:
conflict-single = Alterado de um lado
conflict-col-was = Antes
conflict-col-now = Depois
conflict-col-who = Por
conflict-by-you = você
conflict-by-other = outra pessoa
conflict-save = Salvar conforme escolhido
conflict-reload = Descartar minhas alterações

## Ways in: import and the mass edit file

way-new = Registros novos e alterados
way-edit = Editar existentes
way-companies-contacts = Empresas com pessoas de contato
way-companies-contacts-why = Uma pasta contém ambos: duas planilhas, ou até seis contatos ao lado da empresa.
way-helpdesk-companies-why = Um arquivo CSV ou pasta com uma empresa por linha.
way-general-why = Um arquivo com um registro por linha. Linhas com ID conhecido alteram o registro.
way-leads-why = Um arquivo com um lead por linha. Sempre cria novos leads.
way-leads-change-why = Uma exportação de leads editada e trazida de volta: linhas com ID alteram aquele lead. Linhas sem ID criam um novo, e você é avisado antes.
way-users-why = Um arquivo com um usuário por linha. Nome de usuário e e-mail são obrigatórios.
way-audience-why = Uma exportação de audiência de mensageiro. Clientes são casados pelo ID do mensageiro.
way-act = Importar { $name }
edit-file-title = Editar registros existentes com um arquivo
edit-file-why = Baixe um arquivo de edição, altere status e responsáveis na planilha e envie. Só registros existentes mudam, e você vê cada alteração antes.
edit-file-download = Baixar modelo de edição
edit-file-columns = Colunas: ID, nome (só leitura), status, responsáveis.
edit-file-id = Não altere a coluna ID.
edit-file-filled =
    { $n ->
        [one] Com { $n } registro escolhido
       *[other] Com { $n } registros escolhidos
    }
edit-file-empty = Vazio
edit-file-pick = Para tê-lo preenchido, marque registros na lista e escolha Arquivo de edição:
edit-file-upload = Enviar arquivo de edição
edit-file-upload-why = O arquivo é verificado primeiro. Linhas com IDs ou usuários desconhecidos são listadas, nada é gravado antes de você iniciar.

## Search of the top bar

search-title = Pesquisa
search-nothing-asked = O que você procura?
search-nothing = Nada corresponde a "{ $text }"
search-how = Parte de um nome, o início de um e-mail ou número, ou um ID.
search-all = Mostrar todos
