# Fails on any source file that clang-format would change.
#   cmake -DROOT=<source folder> -P check_format.cmake
cmake_minimum_required(VERSION 3.25)

# Versions lay code out differently, so only the one that the style was made with counts.
find_program(CLANG_FORMAT clang-format-14)
if(NOT CLANG_FORMAT)
  # ctest reports a test as skipped when its output holds this.
  message(STATUS "SKIPPED: clang-format-14 is not installed (installer/setup.sh --developer)")
  return()
endif()

set(patterns "")
foreach(folder core app ui tests)
  list(APPEND patterns ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
endforeach()
file(GLOB_RECURSE files RELATIVE ${ROOT} ${patterns})
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${files} WORKING_DIRECTORY ${ROOT}
                RESULT_VARIABLE code ERROR_VARIABLE output)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "clang-format-14 -i would change:\n${output}")
endif()
list(LENGTH files count)
message(STATUS "${count} files are formatted")
