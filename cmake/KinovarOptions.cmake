# Switches of the build, and the compiler settings that every target shares.

option(KINOVAR_APPS "Build the programs (needs every dependency)" ON)
option(KINOVAR_FUZZ "Build the libFuzzer targets (clang; only the parsers and what they need)" OFF)
option(KINOVAR_WERROR "Treat warnings as errors" OFF)
set(KINOVAR_SANITIZE "" CACHE STRING "address, thread, or empty")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(KINOVAR_CCACHE ccache)
if(KINOVAR_CCACHE)
  # Sloppiness lets ccache work together with precompiled headers.
  set(launcher ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${KINOVAR_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

# At most two compilations that include libtorch at a time: each takes up to a gigabyte.
set_property(GLOBAL APPEND PROPERTY JOB_POOLS torch=2)

add_library(kinovar_settings INTERFACE)
target_include_directories(kinovar_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(kinovar_settings INTERFACE QT_NO_KEYWORDS)
target_compile_options(kinovar_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow
                                                  -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Designated initialisers leave members at their defaults on purpose; GCC 12 sees overlaps in std::string that are none (PR 105651).
  target_compile_options(kinovar_settings INTERFACE -Wno-missing-field-initializers -Wno-restrict)
endif()
if(KINOVAR_WERROR)
  target_compile_options(kinovar_settings INTERFACE -Werror)
endif()

if(KINOVAR_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(KINOVAR_SANITIZE STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()
if(KINOVAR_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined,float-cast-overflow
                      -fno-sanitize-recover=undefined,float-cast-overflow -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
