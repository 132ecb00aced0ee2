#include "core/nn/loaders/pickle_globals.h"

#include <array>

namespace kinovar::nn {
namespace {

constexpr PickleGlobal storage(std::string_view name, ElementType element, std::uint8_t size) {
    return {"torch", name, GlobalRole::Storage, element, size};
}

constexpr std::array kGlobals{
    PickleGlobal{"collections", "OrderedDict", GlobalRole::Dictionary},
    PickleGlobal{"collections", "defaultdict", GlobalRole::Dictionary},
    PickleGlobal{"collections", "Counter", GlobalRole::Dictionary},
    PickleGlobal{"torch._utils", "_rebuild_tensor", GlobalRole::Tensor},
    PickleGlobal{"torch._utils", "_rebuild_tensor_v2", GlobalRole::Tensor},
    PickleGlobal{"torch._utils", "_rebuild_parameter", GlobalRole::Parameter},
    PickleGlobal{"torch._utils", "_rebuild_parameter_with_state", GlobalRole::Parameter},
    PickleGlobal{"torch._tensor", "_rebuild_from_type_v2", GlobalRole::TypedTensor},
    PickleGlobal{"torch", "Size", GlobalRole::Shape},
    storage("DoubleStorage", ElementType::Float64, 8),
    storage("FloatStorage", ElementType::Float32, 4),
    storage("HalfStorage", ElementType::Float16, 2),
    storage("BFloat16Storage", ElementType::BFloat16, 2),
    storage("LongStorage", ElementType::Int64, 8),
    storage("IntStorage", ElementType::Int32, 4),
    storage("ShortStorage", ElementType::Int16, 2),
    storage("CharStorage", ElementType::Int8, 1),
    storage("ByteStorage", ElementType::UInt8, 1),
    storage("BoolStorage", ElementType::Boolean, 1),
    storage("ComplexFloatStorage", ElementType::Other, 8),
    storage("ComplexDoubleStorage", ElementType::Other, 16),
    storage("QInt8Storage", ElementType::Other, 1),
    storage("QUInt8Storage", ElementType::Other, 1),
    storage("QInt32Storage", ElementType::Other, 4),
    PickleGlobal{"torch.storage", "UntypedStorage", GlobalRole::Storage, ElementType::UInt8, 1},
    PickleGlobal{"torch", "device"},
    PickleGlobal{"torch", "Tensor"},
    PickleGlobal{"torch.nn.parameter", "Parameter"},
    PickleGlobal{"torch", "float64"},
    PickleGlobal{"torch", "float32"},
    PickleGlobal{"torch", "float16"},
    PickleGlobal{"torch", "bfloat16"},
    PickleGlobal{"torch", "int64"},
    PickleGlobal{"torch", "int32"},
    PickleGlobal{"torch", "int16"},
    PickleGlobal{"torch", "int8"},
    PickleGlobal{"torch", "uint8"},
    PickleGlobal{"torch", "bool"},
    PickleGlobal{"numpy", "dtype"},
    PickleGlobal{"numpy", "ndarray"},
    PickleGlobal{"numpy.core.multiarray", "scalar"},
    PickleGlobal{"numpy.core.multiarray", "_reconstruct"},
    PickleGlobal{"numpy._core.multiarray", "scalar"},
    PickleGlobal{"numpy._core.multiarray", "_reconstruct"},
    PickleGlobal{"_codecs", "encode"},
    PickleGlobal{"builtins", "dict"},
    PickleGlobal{"builtins", "list"},
    PickleGlobal{"builtins", "set"},
    PickleGlobal{"builtins", "int"},
    PickleGlobal{"builtins", "float"},
    PickleGlobal{"builtins", "bytearray"},
    PickleGlobal{"__builtin__", "dict"},
    PickleGlobal{"__builtin__", "list"},
    PickleGlobal{"__builtin__", "set"},
    PickleGlobal{"__builtin__", "int"},
    PickleGlobal{"__builtin__", "float"},
    PickleGlobal{"__builtin__", "bytearray"},
    PickleGlobal{"argparse", "Namespace"},
    PickleGlobal{"pytorch_lightning.utilities.parsing", "AttributeDict"},
    PickleGlobal{"pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint"},
    PickleGlobal{"pytorch_lightning.callbacks.early_stopping", "EarlyStopping"},
};

} // namespace

std::span<const PickleGlobal> known_globals() {
    return kGlobals;
}

std::optional<std::size_t> find_global(std::string_view module, std::string_view name) {
    for (std::size_t i = 0; i < kGlobals.size(); ++i) {
        if (kGlobals[i].module == module && kGlobals[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace kinovar::nn
