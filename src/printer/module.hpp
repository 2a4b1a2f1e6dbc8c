// Modules with their types forgotten: how they are made, found again and asked for status.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "config/document.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/errors.hpp"
#include "printer/schema.hpp"
#include "printer/section_name.hpp"
#include "template/host.hpp"

namespace escapement::printer {

// What is done with the Status of a module, as long as that is there.
using StatusUse = std::function<void(const void* status)>;

// A module's Config, its type forgotten; it knows how to go.
using ConfigRecord = std::unique_ptr<void, void (*)(void* config)>;

// Everything about one kind of module.  Only what depends on its types is made for each of them;
// null where the module has no such thing.
class ModuleType {
  public:
    // One that cannot be built: only its declaration matters.
    ModuleType(std::unique_ptr<Schema> declared, std::type_index index)
        : schema(std::move(declared)), type(index) {}

    template <class M>
    static ModuleType of();

    std::unique_ptr<Schema> schema;
    std::type_index type;
    // Hands the module's Status to `use`.
    void (*with_status)(const void* module, const StatusUse& use) = nullptr;
    // Called once all modules of the printer have been made, in their order.  Throws ConfigError.
    void (*after_build)(void* module) = nullptr;
    // What is to be done once the microcontrollers are configured, before any command runs.
    runtime::Task<> (*connect)(void* module) = nullptr;
    // What templates see of the module instead of its status.
    templates::HostObject* (*host_object)(void* module) = nullptr;

    // Finds everything that is wrong with the section by itself.
    void check(const config::Section& section, const Checking& checking) const;
    // Builds from a section that has been checked; null for modules that exist without one.
    // Throws ConfigError.
    std::shared_ptr<void> build(const config::Section* section, Context& context) const;
    // The defaults of the options, by name.
    base::Value defaults() const;
    // The values that a section which has been checked gives the options, or their defaults where
    // there are any and the options are of use.
    base::Value settings(const config::Section& section, const Checking& checking) const;

  private:
    ConfigRecord read(const config::Section& section, Complaints& complaints) const;

    ConfigRecord (*make_config_)(const SectionName& section) = nullptr;
    // What the module itself has against a Config whose options are all good.
    void (*check_config_)(const void* config, Complaints& complaints) = nullptr;
    // Defaults that follow from other options, for those who read the settings.
    void (*complete_settings_)(void* config, Complaints& complaints) = nullptr;
    // The options that others leave without a use, for the same readers.
    std::vector<std::string> (*unused_options_)(const void* config,
                                                const Complaints& complaints) = nullptr;
    // Takes the Config; that is null where the module has none.
    std::shared_ptr<void> (*make_)(void* config, Context& context) = nullptr;
};

struct Module {
    std::string name;  // the section's full name, or the type's own
    const ModuleType* type;
    std::shared_ptr<void> object;
};

// A module cannot be built because one that it needs was not; that one's problem is reported.
class MissingModule : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// What a module tells about itself: all of it as a table, or one field alone.
base::Value status_of(const Module& module);
base::Value status_of(const Module& module, const Field& field);

// The modules of one printer, in the order in which they were made; destroyed in reverse.
class Modules {
  public:
    Modules() = default;
    Modules(const Modules&) = delete;
    Modules& operator=(const Modules&) = delete;
    ~Modules() {
        while (!modules_.empty()) modules_.pop_back();
    }

    void add(Module module) { modules_.push_back(std::move(module)); }
    const std::vector<Module>& all() const { return modules_; }
    const Module* find(std::string_view name) const;
    // The modules that tell their status, by the names they have there.
    const Module* find_status(std::string_view name) const;
    std::vector<std::string> status_names() const;

    // The module of type T made from the section of that name, or nullptr.
    template <class T>
    T* find(std::string_view name) const {
        const Module* module = find(name);
        if (!module || module->type->type != typeid(T)) return nullptr;
        return static_cast<T*>(module->object.get());
    }
    // The first of its type, or nullptr.
    template <class T>
    T* first() const {
        for (const Module& module : modules_)
            if (module.type->type == typeid(T)) return static_cast<T*>(module.object.get());
        return nullptr;
    }
    // The only one of its type.  Throws MissingModule where its section could not be built.
    template <class T>
    T& the() const {
        T* module = first<T>();
        if (!module) throw MissingModule(typeid(T).name());
        return *module;
    }

  private:
    std::vector<Module> modules_;
};

namespace detail {

template <class M>
concept Configured = requires {
    typename M::Config;
};

template <Configured M>
ConfigRecord make_config(const SectionName& section) {
    auto config = std::make_unique<typename M::Config>();
    if constexpr (requires { config->section; }) config->section = section;
    return {config.release(), [](void* made) { delete static_cast<typename M::Config*>(made); }};
}

template <class M>
constexpr auto make_config_of() -> ConfigRecord (*)(const SectionName&) {
    if constexpr (Configured<M>)
        return make_config<M>;
    else
        return nullptr;
}

template <class M>
constexpr auto check_config_of() -> void (*)(const void*, Complaints&) {
    if constexpr (requires(const typename M::Config& config, Complaints& complaints) {
                      M::check(config, complaints);
                  })
        return [](const void* config, Complaints& complaints) {
            M::check(*static_cast<const typename M::Config*>(config), complaints);
        };
    else
        return nullptr;
}

// A module whose defaults follow from other options has an overload of complete_settings() beside
// its Config.
template <class M>
constexpr auto complete_settings_of() -> void (*)(void*, Complaints&) {
    if constexpr (requires(typename M::Config & config, Complaints & complaints) {
                      complete_settings(config, complaints);
                  })
        return [](void* config, Complaints& complaints) {
            complete_settings(*static_cast<typename M::Config*>(config), complaints);
        };
    else
        return nullptr;
}

// One that has no use for some options where others are not so names them in an overload of
// unused_options().
template <class M>
constexpr auto unused_options_of() -> std::vector<std::string> (*)(const void*, const Complaints&) {
    if constexpr (requires(const typename M::Config& config, const Complaints& complaints) {
                      unused_options(config, complaints);
                  })
        return [](const void* config, const Complaints& complaints) {
            return unused_options(*static_cast<const typename M::Config*>(config), complaints);
        };
    else
        return nullptr;
}

template <class M>
std::shared_ptr<void> make_module(void* config, Context& context) {
    if constexpr (Configured<M>)
        return std::make_shared<M>(std::move(*static_cast<typename M::Config*>(config)), context);
    else
        return std::make_shared<M>(context);
}

template <class M>
constexpr auto with_status_of() -> decltype(ModuleType::with_status) {
    if constexpr (requires(const M& module) { module.status(); })
        return [](const void* module, const StatusUse& use) {
            const auto& status = static_cast<const M*>(module)->status();
            use(&status);
        };
    else
        return nullptr;
}

template <class M>
constexpr auto after_build_of() -> decltype(ModuleType::after_build) {
    if constexpr (requires(M & module) { module.after_build(); })
        return [](void* module) { static_cast<M*>(module)->after_build(); };
    else
        return nullptr;
}

template <class M>
constexpr auto connect_of() -> decltype(ModuleType::connect) {
    if constexpr (requires(M & module) { module.connect(); })
        return [](void* module) -> runtime::Task<> { return static_cast<M*>(module)->connect(); };
    else
        return nullptr;
}

template <class M>
constexpr auto host_object_of() -> decltype(ModuleType::host_object) {
    if constexpr (requires(M & module) { module.host_object(); })
        return [](void* module) -> templates::HostObject* {
            return &static_cast<M*>(module)->host_object();
        };
    else
        return nullptr;
}

}  // namespace detail

template <class M>
ModuleType ModuleType::of() {
    ModuleType type(std::make_unique<Schema>(), typeid(M));
    Description<M> description(*type.schema);
    M::describe(description);
    type.with_status = detail::with_status_of<M>();
    type.after_build = detail::after_build_of<M>();
    type.connect = detail::connect_of<M>();
    type.host_object = detail::host_object_of<M>();
    type.make_config_ = detail::make_config_of<M>();
    type.check_config_ = detail::check_config_of<M>();
    type.complete_settings_ = detail::complete_settings_of<M>();
    type.unused_options_ = detail::unused_options_of<M>();
    type.make_ = detail::make_module<M>;
    return type;
}

}  // namespace escapement::printer
