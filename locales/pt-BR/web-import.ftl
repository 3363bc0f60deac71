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
