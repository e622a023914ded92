# find_package(container_tco CONFIG) and pkg-config for C++ users; the wheel takes only the component "python".
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

install(TARGETS container_tco EXPORT container_tco_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT cpp-dev)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/core/container_tco DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT cpp-dev
        FILES_MATCHING PATTERN "*.hpp")
install(FILES ${PROJECT_BINARY_DIR}/core/generated/container_tco/version.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/container_tco COMPONENT cpp-dev)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/container_tco)
install(EXPORT container_tco_targets NAMESPACE container_tco:: FILE container_tcoConfig.cmake
        DESTINATION ${package_folder} COMPONENT cpp-dev)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/container_tcoConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/container_tcoConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT cpp-dev)

configure_file(${CMAKE_CURRENT_LIST_DIR}/container_tco.pc.in ${PROJECT_BINARY_DIR}/container_tco.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/container_tco.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT cpp-dev)
