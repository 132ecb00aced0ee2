#include "app/cli/interrupt.h"
#include "app/cli/session.h"
#include "core/nn/model.h"

#include <exception>
#include <new>

namespace {

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;

/// cpu, cuda, cuda:0 … cuda:99
std::string is_device(const std::string& text) {
    const bool numbered = text.size() >= 6 && text.size() <= 7 && text.rfind("cuda:", 0) == 0 &&
                          text.find_first_not_of("0123456789", 5) == std::string::npos;
    return text == "cpu" || text == "cuda" || numbered ? "" : "a device is cpu, cuda or cuda:N";
}

void add_global_options(CLI::App& app, kinovar::cli::GlobalOptions& options) {
    app.add_flag("--json", options.json, "One JSON object per line on stdout, for machines");
    app.add_flag("--quiet", options.quiet, "No progress");
    app.add_option("--threads", options.threads, "Processors to use (0: all)")
        ->check(CLI::Range(0, 1024));
    app.add_option("--device", options.device, "Where networks run: cpu, cuda or cuda:1")
        ->check(is_device)
        ->capture_default_str();
    app.add_flag("--half", options.half, "On a GPU: work in float16, about twice as fast");
    app.add_option(
           "--cache-mb", options.cache_mb,
           "Memory for frames kept between steps (steps keep the frames of their windows in "
           "any case; none keeps more yet)")
        ->check(CLI::Range(0, 1 << 20))
        ->capture_default_str();
    app.fallthrough(); // global options may stand after the command
}

int run(int argc, char** argv) {
    CLI::App app("Kinovar restores moving pictures.", "kinovar-cli");
    app.set_version_flag("--version", "kinovar-cli " KINOVAR_VERSION);
    app.require_subcommand(1);
    kinovar::cli::Session session;
    add_global_options(app, session.options);
    add_probe(app, session);
    add_restore(app, session);
    add_project(app, session);
    add_render(app, session);
    add_gallery(app, session);
    add_colourise(app, session);
    add_fix(app, session);
    add_compare(app, session);
    add_age(app, session);
    add_detect(app, session);
    add_defects(app, session);
    add_models(app, session);
    add_steps(app, session);
    add_bench(app, session);
    add_portrait(app, session);
    add_train(app, session);
    add_report(app, session);
    add_verify(app, session);
    app.footer("Every command has its own --help with an example.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kExitUsage;
    }
    kinovar::nn::set_threads(session.options.threads);
    kinovar::nn::set_half_precision(session.options.half);
    kinovar::Status status = kinovar::nn::set_device(session.options.device);
    if (status) {
        status = session.run(session);
    }
    if (!status) {
        session.error(status.error());
        return kinovar::cli::exit_code_of(status.error());
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    kinovar::nn::tune_allocator();
    kinovar::cli::catch_interrupts();
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        std::fputs("error: memory ran out (close other programs, or work on a smaller picture)\n",
                   stderr);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "error: internal fault: %s (please report it)\n", fault.what());
    }
    return kExitFailed;
}
