# Proves that check_layers.cmake accepts a clean tree and refuses each kind of breach, by name.
#   cmake -DWORK=<scratch folder> -P check_layers_selftest.cmake
cmake_minimum_required(VERSION 3.25)

set(checker ${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake)

function(plant file)
  list(JOIN ARGN "\n" content)
  file(WRITE ${WORK}/${file} "${content}\n")
endfunction()

function(plant_clean_tree)
  file(REMOVE_RECURSE ${WORK})
  plant(core/base/result.h "#include <tl/expected.hpp>" "#include <string>")
  plant(core/image/frame.h "#include \"core/base/result.h\"")
  plant(core/media/av_handles.h "extern \"C\" {" "#include <libavutil/frame.h>" "}")
  plant(core/media/reader.h "#include \"core/image/frame.h\"")
  plant(core/media/reader.cpp "#include \"core/media/reader.h\"" "#include \"core/media/av_handles.h\"")
  plant(core/nn/model.h "#include \"core/image/frame.h\"")
  plant(core/nn/net.cpp "#include \"core/nn/model.h\"" "#include <ATen/ATen.h>")
  plant(core/steps/dust.cpp "#include \"core/nn/model.h\"" "#include <opencv2/core.hpp>")
  plant(core/steps/raster.h "#include <opencv2/core.hpp>")
  plant(core/steps/dust_mask.h "#include \"core/steps/raster.h\"")
  plant(app/cli/main.cpp "#include \"core/media/reader.h\"")
endfunction()

function(check expect_failure expected_text)
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${WORK} -P ${checker}
                  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(expect_failure AND code EQUAL 0)
    message(SEND_ERROR "a planted breach went through: ${expected_text}")
  elseif(NOT expect_failure AND NOT code EQUAL 0)
    message(SEND_ERROR "a clean tree was refused:\n${output}")
  endif()
  # CMake breaks the lines of its messages.
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  string(FIND "${output}" "${expected_text}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "\"${expected_text}\" is missing in:\n${output}")
  endif()
endfunction()

# refuses(EXPECTED_TEXT FILE LINE…): the clean tree with that file added or replaced.
function(refuses expected_text file)
  plant_clean_tree()
  plant(${file} ${ARGN})
  check(TRUE "${expected_text}")
endfunction()

plant_clean_tree()
check(FALSE "11 files keep to the layers")

refuses("core/base/up.h: core/base may not use core/image" core/base/up.h
        "#include \"core/image/frame.h\"")
refuses("core/nn/side.cpp: core/nn may not use core/media" core/nn/side.cpp
        "  #  include \"core/media/reader.h\"")
refuses("core/steps/app.cpp: core/steps may not use app/cli" core/steps/app.cpp
        "#include \"app/cli/main.h\"")
refuses("core/steps/net.cpp: libtorch (torch/torch.h) has no place here" core/steps/net.cpp
        "#include <torch/torch.h>")
refuses("app/cli/probe.cpp: FFmpeg (libavformat/avformat.h) has no place here" app/cli/probe.cpp
        "#include <libavformat/avformat.h>")
refuses("core/image/still.cpp: OpenImageIO (OpenImageIO/imageio.h) has no place here"
        core/image/still.cpp "#include <OpenImageIO/imageio.h>")
refuses("core/media/convert.cpp: zimg (zimg++.hpp) has no place here" core/media/convert.cpp
        "#include <zimg++.hpp>")
refuses("core/image/other.h: OpenCV (opencv2/core.hpp) has no place here" core/image/other.h
        "#include <opencv2/core.hpp>")
refuses("core/pipeline/cut.cpp: OpenCV (opencv2/core.hpp) has no place here" core/pipeline/cut.cpp
        "#include <opencv2/core.hpp>")
refuses("core/render/journal.cpp: SQLite (sqlite3.h) has no place here" core/render/journal.cpp
        "#include <sqlite3.h>")
refuses("app/cli/window.cpp: Qt (QString) has no place here" app/cli/window.cpp
        "#include <QString>")
refuses("core/media/av_handles.h: an interface that others include shows libavutil/frame.h"
        core/media/reader.h "#include \"core/media/av_handles.h\"")
refuses("core/steps/raster.h: an interface that others include shows opencv2/core.hpp"
        app/cli/steps.cpp "#include \"core/steps/dust_mask.h\"")
refuses("core/nn/model.h: an interface that others include shows nlohmann/json.hpp"
        core/nn/model.h "#include <nlohmann/json.hpp>")
refuses("core/secret/thing.cpp: its folder has no place in the table" core/secret/thing.cpp
        "#include <string>")
refuses("core/image/frame.cpp: \"frame.h\" is to be written from the root" core/image/frame.cpp
        "#include \"frame.h\"")
refuses("core/base/log.cpp: the product includes the tests' tests/support/support.h"
        core/base/log.cpp "#include \"tests/support/support.h\"")

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
check(TRUE "nothing was checked")
file(REMOVE_RECURSE ${WORK})
