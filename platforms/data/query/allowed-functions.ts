/** What a person's query may call. A list of what is allowed, because the engine gains functions with each version: those that read files,
 *  settings, the catalogue or statistics of hidden rows, that raise errors at will or wait, are not here. */
const FUNCTIONS = `
  ! + - * / // % ** ^ & | ~ << >> || @ ^@ = <> != < <= > >= ~~ !~~ ~~* !~~* ~~~ ->> -> && <@ @>
  abs acos asin atan atan2 cbrt ceil ceiling cos cot degrees even exp factorial floor gcd greatest least lcm ln log log10 log2 mod pi pow power
  radians round round_even sign sin sqrt tan trunc add subtract multiply divide fdiv fmod bit_count xor isfinite isinf isnan
  ascii bit_length char_length character_length chr concat concat_ws contains ends_with starts_with prefix suffix format format_bytes printf hash hex
  instr jaccard jaro_similarity jaro_winkler_similarity hamming levenshtein damerau_levenshtein lcase left length length_grapheme left_grapheme len
  like_escape not_like_escape ilike_escape not_ilike_escape lower lpad ltrim md5 nfc_normalize octet_length ord position regexp_extract regexp_extract_all
  regexp_full_match regexp_matches regexp_replace regexp_split_to_array regexp_escape repeat replace reverse right right_grapheme rpad rtrim sha256
  split split_part str_split str_split_regex string_split string_split_regex string_to_array strip_accents strlen strpos substr substring
  substring_grapheme to_base translate trim ucase unhex unicode upper
  age century current_date date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek
  dayofyear days_in_month decade epoch epoch_ms era extract hour isodow isoyear julian last_day make_date make_timestamp microsecond millennium
  millisecond minute month monthname now quarter second strftime strptime time_bucket timezone to_centuries to_days to_decades to_hours to_microseconds
  to_millennia to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years today try_strptime week weekday weekofyear
  year yearweek get_current_timestamp get_current_time
  coalesce if ifnull nullif case typeof constant_or_null can_cast_implicitly alias
  array_aggr array_aggregate array_append array_cat array_concat array_contains array_distinct array_extract array_filter array_has array_has_all
  array_has_any array_indexof array_intersect array_length array_position array_prepend array_reduce array_reverse_sort array_slice array_sort
  array_to_string array_transform array_unique array_value array_zip element_at flatten apply filter reduce
  generate_series range unnest list_aggr list_aggregate list_any_value list_append list_apply list_avg list_cat list_concat list_contains list_count
  list_distinct list_element list_extract list_filter list_first list_has list_has_all list_has_any list_indexof list_intersect list_last list_max
  list_median list_min list_mode list_pack list_position list_prepend list_reduce list_reverse list_reverse_sort list_select list_slice list_sort
  list_sum list_transform list_unique list_value list_where list_zip
  map map_concat map_contains map_entries map_extract map_extract_value map_from_entries map_keys map_values cardinality
  row struct_concat struct_extract struct_extract_at struct_has struct_insert struct_keys struct_pack struct_position struct_update struct_values
  json_array json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text json_extract_string json_keys
  json_object json_quote json_type json_valid json_value json row_to_json array_to_json to_json
  any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_min argmax argmin arg_max_null arg_min_null array_agg avg bit_and
  bit_or bit_xor bool_and bool_or corr count count_if count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value
  fsum geomean geometric_mean group_concat grouping grouping_id histogram kahan_sum kurtosis lag last last_value lead list listagg mad max max_by mean
  median min min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy regr_count
  regr_intercept regr_r2 regr_slope reservoir_quantile row_number sem skewness stddev stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan
  var_pop var_samp variance wavg weighted_avg`;

export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(FUNCTIONS.trim().split(/\s+/));

/** Functions that may stand where a table stands. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(["range", "generate_series", "unnest"]);
