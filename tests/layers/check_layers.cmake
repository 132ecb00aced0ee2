# Reads every #include below core/, app/ and ui/ and fails on a breach of the layers, listing each.
#   cmake -DROOT=<source folder> -P check_layers.cmake
cmake_minimum_required(VERSION 3.25)

# Bottom to top: a module may include itself and those of lower rank, never its own rank or above.
set(ranks
    core/base=0
    core/colour=1 core/text=1
    core/image=2
    core/media=3 core/nn=3 core/credentials=3
    core/pipeline=4
    core/steps=5 core/project=5 core/preview=5
    core/render=6 core/train=6
    core/gallery=7 core/report=7
    app/cli=8
    ui/studio=7 ui/translations=7
    ui/player=8 ui/forms=8
    ui/viewer=9 ui/timeline=9 ui/panels=9 ui/portrait=9 ui/colour=9 ui/retouch=9 ui/dialogs=9
    ui/window=10
    app=11)

# Third parties that belong to one place: name :: includes :: files that may have them.
set(owners
    "libtorch::^(torch|ATen|c10|caffe2)/::^core/(nn|train)/"
    "FFmpeg::^lib(av|sw|postproc)[a-z]*/::^core/media/"
    "OpenImageIO::^OpenImageIO/::^core/media/"
    "zimg::^zimg::^core/image/"
    "OpenCV::^opencv2?/::^core/(image/cv_bridge\\.h|image/.*\\.cpp|steps/.*|gallery/.*\\.cpp)$"
    "Exempi::^exempi/::^core/credentials/"
    "Pango::^(pango|cairo|fontconfig|glib|gio)/|^(cairo|glib)[-a-z]*\\.h$::^core/text/"
    "SQLite::^sqlite3::^core/project/"
    "Qt::^Q[A-Z][A-Za-z]*(/|$)::^(ui/|app/[^/]*$)")

# The only third party that interfaces may show: Result is made of it.
set(shown_by_headers "^tl/expected\\.hpp$")

# Sets the variable named by out to "module rank" of a file or include path; empty when none.
function(find_module path out_name out_rank)
  set(${out_name} "" PARENT_SCOPE)
  set(${out_rank} "" PARENT_SCOPE)
  foreach(entry IN LISTS ranks)
    string(REPLACE "=" ";" pair ${entry})
    list(GET pair 0 name)
    list(GET pair 1 rank)
    string(FIND "${path}" "${name}/" at)
    if(at EQUAL 0)
      set(${out_name} ${name} PARENT_SCOPE)
      set(${out_rank} ${rank} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

set(breaches "")
macro(breach text)
  list(APPEND breaches "${text}")
endmacro()

function(is_third_party include out)
  set(result FALSE)
  # Standard headers have neither folder nor extension.
  if(include MATCHES "[/.]" AND NOT include MATCHES "^(core|app|ui|tests)/")
    set(result TRUE)
  endif()
  set(${out} ${result} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/app/*.h
     ${ROOT}/app/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
list(LENGTH files file_count)
if(file_count EQUAL 0)
  message(FATAL_ERROR "no sources below ${ROOT}: nothing was checked")
endif()

set(public_headers "") # those that another module includes, and all that these bring along
foreach(file IN LISTS files)
  find_module(${file} module rank)
  if(NOT module)
    breach("${file}: its folder has no place in the table of tests/layers/check_layers.cmake")
    continue()
  endif()
  file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"]")
  set(includes "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^[^<\"]*([<\"])([^>\"]*)[>\"].*$" "\\2" include "${line}")
    list(APPEND includes "${include}")
    if(line MATCHES "^[^<\"]*\"" AND NOT include MATCHES "/")
      breach("${file}: \"${include}\" is to be written from the root of the tree")
    endif()
  endforeach()
  set("includes_${file}" "${includes}")

  foreach(include IN LISTS includes)
    if(include MATCHES "^tests/")
      breach("${file}: the product includes the tests' ${include}")
    endif()
    foreach(owner IN LISTS owners)
      string(REPLACE "::" ";" parts "${owner}")
      list(GET parts 0 name)
      list(GET parts 1 theirs)
      list(GET parts 2 place)
      if("${include}" MATCHES "${theirs}" AND NOT "${file}" MATCHES "${place}")
          breach("${file}: ${name} (${include}) has no place here")
      endif()
    endforeach()

    find_module("${include}" other other_rank)
    if(other AND NOT other STREQUAL module)
      if(NOT other_rank LESS rank)
        breach("${file}: ${module} may not use ${other} (${include})")
      endif()
      # Both own libtorch, so core/nn may show tensors to core/train (the trainer learns by the network's own code).
      if(NOT (file MATCHES "^core/train/" AND include MATCHES "^core/nn/"))
        list(APPEND public_headers "${include}")
      endif()
    elseif(NOT other AND include MATCHES "^(core|app|ui)/")
      breach("${file}: ${include} lies in no module of the table")
    endif()
  endforeach()
endforeach()

# Interfaces show no third party, not even through the headers that they include.
list(REMOVE_DUPLICATES public_headers)
set(seen "")
while(public_headers)
  list(POP_FRONT public_headers header)
  if(header IN_LIST seen)
    continue()
  endif()
  list(APPEND seen ${header})
  foreach(include IN LISTS "includes_${header}")
    is_third_party("${include}" third)
    if(third AND NOT include MATCHES "${shown_by_headers}")
      breach("${header}: an interface that others include shows ${include}")
    elseif(include MATCHES "^(core|app|ui)/")
      list(APPEND public_headers "${include}")
    endif()
  endforeach()
endwhile()

if(breaches)
  list(JOIN breaches "\n  " text)
  list(LENGTH breaches count)
  message(FATAL_ERROR "${count} breaches of the layers:\n  ${text}")
endif()
list(LENGTH seen header_count)
message(STATUS "${file_count} files keep to the layers; ${header_count} headers are interfaces")
