### Exports and mass edit.

## The dialog

export-title = Exportação
export-which = Quais registros
export-scope-picked = Selecionados ({ $n })
export-scope-matching = Todos os que correspondem ao filtro ({ $n })
export-scope-all = Todos ({ $n })
export-what-for = Para quê
export-kind-simple = Simples
export-kind-simple-why = Para ler ou trabalhar: ID e todos os campos.
export-kind-edit = Para edição em massa
export-kind-edit-why = ID, nome, status, usuários responsáveis.
export-kind-reimport = Para reimportação
export-kind-reimport-why = Todos os campos importáveis, com uma marca em cada linha, para que só mude o que você editar.
export-columns = Colunas
export-columns-all = ID e todos os campos
export-columns-shown = ID e as colunas da lista
export-format = Formato
export-large = Lista grande: CSV é mais rápido.
export-xlsx = Pasta de trabalho (XLSX)
export-csv = Texto (CSV)
export-csv-options = Opções de CSV
export-delimiter = Entre as células
delimiter-semicolon = Ponto e vírgula ;
delimiter-comma = Vírgula ,
delimiter-tab = Tabulação
export-encoding = Codificação
export-utf8 = UTF-8 com BOM (abre no Excel)
export-guard = Proteger contra fórmulas
export-guard-why = Textos que a planilha executaria recebem um apóstrofo, que a importação retira.
export-act = Exportar
flash-export-begun = A exportação está sendo preparada. Você será avisado quando estiver pronta.
refusal-export-sign-unknown = { $encoding } não tem o sinal "{ $sign }" (linha { $line } do arquivo). Nenhum arquivo foi feito.
hint-export-sign-unknown = Exporte em UTF-8, que contém todas as letras.
refusal-export-without-order = A exportação #{ $number } não foi feita aqui e não pode ser repetida.

## The list of exports

exports-why = Cada arquivo é guardado até o dia indicado ao lado. Só você e os administradores podem baixá-lo.
exports-whose = Exportações de quem
exports-mine = Minhas
exports-all = De todos
exports-none = Ainda não há exportações
exports-none-why = As exportações que você fizer aparecem aqui.
exports-file = Arquivo
exports-state = Estado
exports-records = Registros
exports-filter = Filtro usado
exports-by = Por
exports-at = Data
exports-expires = Guardado até
exports-again = Repetir
exports-again-name = Repetir: { $name }
exports-delete-name = Excluir { $name }
exports-download = Baixar { $name }, { $size }
export-state-queued = Aguardando
export-state-running = Preparando
export-state-completed = Pronta
export-state-failed = Falhou
export-state-expired = Expirada
export-failed-why = O arquivo não pôde ser feito. Repita.
export-of-all = Todos os registros
export-of-picked =
    { $n ->
        [one] { $n } registro selecionado
       *[other] { $n } registros selecionados
    }
flash-export-deleted = A exportação foi excluída.
