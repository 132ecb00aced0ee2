#pragma once

// Private to core/nn: how weights come into their folder as a whole or not at all.

#include "core/base/job.h"

#include <filesystem>
#include <utility>

namespace kinovar::nn {

/// Keeps a second install or import (of another process too) waiting until the first is done.
class InstallLock {
public:
    static Result<InstallLock> take(const std::filesystem::path& weights_folder, Job& job);
    ~InstallLock();
    InstallLock(InstallLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    InstallLock(const InstallLock&) = delete;
    InstallLock& operator=(const InstallLock&) = delete;

private:
    explicit InstallLock(int fd) : fd_(fd) {}
    int fd_;
};

/// A folder beside the weights for what is being made; gone at the end of the scope. Those that a
/// killed install left behind go when the next one begins (the lock is held, so nobody uses them).
class WorkFolder {
public:
    static Result<WorkFolder> make(const std::filesystem::path& weights_folder);
    ~WorkFolder();
    WorkFolder(WorkFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

/// Puts a finished folder under its name; what stood there (damaged weights) goes, but only once
/// the new one is in place.
[[nodiscard]] Status replace_folder(const std::filesystem::path& made,
                                    const std::filesystem::path& final_path,
                                    const WorkFolder& work);

/// Fails when less than `bytes` are free where the weights lie.
[[nodiscard]] Status check_space(const std::filesystem::path& weights_folder, std::uint64_t bytes);

} // namespace kinovar::nn
