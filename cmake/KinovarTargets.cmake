# kinovar_library(NAME SOURCES … [USES …] [PRIVATE …] [PUBLIC …])
#   A static library of one folder of core/. USES: targets of our own, which show in its headers.
#   PRIVATE: third parties hidden from users. PUBLIC: third parties that show in its headers (few).
function(kinovar_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;PRIVATE;PUBLIC" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC kinovar_settings ${arg_USES} ${arg_PUBLIC}
                                PRIVATE ${arg_PRIVATE})
endfunction()

# kinovar_test(NAME SOURCES … [USES …])
#   One GoogleTest program a module; each of its cases becomes a ctest. A case that calls GTEST_SKIP is
#   reported as skipped with its reason.
function(kinovar_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_USES} kinovar_test_support kinovar_own_cache)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 600 LABELS "${arg_LABELS}")
endfunction()
