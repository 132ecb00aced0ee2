#include "core/nn/torch_runtime.h"

#include "core/nn/model.h"
#include "core/nn/ops.h"
#include "core/nn/tensor_pool.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace kinovar::nn {

namespace {

std::atomic<int>& wanted_threads() {
    static std::atomic<int> threads = 0;
    return threads;
}

struct ChosenDevice {
    std::mutex mutex;
    at::Device device = at::Device(at::kCPU);
    bool half = false;
};

ChosenDevice& chosen_device() {
    static ChosenDevice chosen;
    return chosen;
}

/// libtorch has no error type of its own for a failed allocation on the CPU.
bool speaks_of_memory(std::string_view message) {
    constexpr std::array<std::string_view, 3> kPhrases = {"out of memory", "can't allocate memory",
                                                          "not enough memory"};
    return std::any_of(kPhrases.begin(), kPhrases.end(), [&](std::string_view phrase) {
        return message.find(phrase) != std::string_view::npos;
    });
}

Error out_of_memory() {
    return {ErrorCode::OutOfMemory, "memory ran out while a network was running",
            "close other programs or choose a smaller tile"};
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

} // namespace

void set_threads(int threads) {
    wanted_threads() = std::max(0, threads);
}

Status set_device(const std::string& name) {
    return guarded([&]() -> Status {
        const at::Device device(name);
        if (!device.is_cpu() && !(device.is_cuda() && torch_compat::has_cuda())) {
            return failure(ErrorCode::Unsupported, "no device '" + name + "' can be used here",
                           "use cpu");
        }
        if (device.is_cuda()) { // a number beyond the last GPU shows only when it is used
            (void)at::zeros({1}, at::TensorOptions().device(device));
        }
        torch_compat::use_full_precision();
        const std::lock_guard lock(chosen_device().mutex);
        chosen_device().device = device;
        return {};
    });
}

at::Device current_device() {
    const std::lock_guard lock(chosen_device().mutex);
    return chosen_device().device;
}

void set_half_precision(bool half) {
    const std::lock_guard lock(chosen_device().mutex);
    chosen_device().half = half;
}

at::ScalarType current_precision() {
    const std::lock_guard lock(chosen_device().mutex);
    return chosen_device().half && chosen_device().device.is_cuda() ? at::kHalf : at::kFloat;
}

at::Tensor to_device(const at::Tensor& tensor, at::Device device, at::ScalarType precision) {
    if (!device.is_cuda()) {
        return tensor.to(device, precision);
    }
    return tensor.pin_memory().to(device, /*non_blocking=*/true).to(precision);
}

void apply_threads() {
    const int given = wanted_threads();
    const int threads =
        given > 0 ? given : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    if (at::get_num_threads() != threads) {
        at::set_num_threads(threads);
    }
}

std::mutex& device_mutex() {
    static std::mutex mutex;
    return mutex;
}

Error error_of_current_exception() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    } catch (const BadWeights& bad) {
        return bad.error;
    } catch (const std::invalid_argument& error) {
        return {ErrorCode::InvalidArgument, error.what(), {}};
    } catch (const c10::Error& error) {
        const std::string message = first_line(error.what_without_backtrace());
        return speaks_of_memory(message)
                   ? out_of_memory()
                   : Error{ErrorCode::Internal, "the network library failed: " + message, {}};
    } catch (const std::exception& error) {
        const std::string message = first_line(error.what());
        return speaks_of_memory(message)
                   ? out_of_memory()
                   : Error{ErrorCode::Internal, "the network library failed: " + message, {}};
    }
}

void tune_allocator() {
    use_tensor_pool();
}

} // namespace kinovar::nn
